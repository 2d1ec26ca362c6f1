package org.referralconnectors.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** {@link Operations} for JMX: texts in, texts out, so that any console can show what it answers. */
final class Sync implements SyncMBean {

    /** A console shows no more. */
    private static final int NAMED = 100;

    private final Operations operations;
    private final DryRuns dryRuns;

    Sync(Operations operations, DryRuns dryRuns) {
        this.operations = operations;
        this.dryRuns = dryRuns;
    }

    @Override
    public long getPairs() {
        return operations.pairs();
    }

    @Override
    public int getWaiting() {
        return operations.counts().waiting();
    }

    @Override
    public int getRunning() {
        return operations.counts().running();
    }

    @Override
    public int getParked() {
        return operations.counts().parked();
    }

    @Override
    public long getOldestUnsyncedSeconds() {
        return operations.counts().oldestUnsynced().toSeconds();
    }

    @Override
    public String[] getPausedSystems() {
        return operations.pausedTexts().toArray(String[]::new);
    }

    @Override
    public String[] getWalks() {
        return operations.longWork().underWay().stream().map(WalkText::text).toArray(String[]::new);
    }

    @Override
    public String syncNow(String referralId) {
        return answer(() -> {
            operations.syncNow(referralId);
            return "requested";
        });
    }

    @Override
    public String replay(String referralId) {
        return answer(() -> replayed(operations.replay(referralId)));
    }

    @Override
    public String replayAll(String errorCode) {
        return answer(() -> {
            List<String> named = new ArrayList<>();
            long all = operations
                    .longWork()
                    .replayAll(errorCode, each -> {
                        if (named.size() < NAMED) {
                            named.add(each);
                        }
                    })
                    .requested();
            return replayed(named) + (all > named.size() ? " and " + (all - named.size()) + " more" : "");
        });
    }

    @Override
    public String resolve(String referralId, String field, String take) {
        return answer(() -> {
            operations.resolve(referralId, field, take);
            return field + " takes the value of the " + take;
        });
    }

    @Override
    public String drop(String referralId, String why) {
        return answer(() -> {
            operations.drop(referralId, why);
            return "dropped";
        });
    }

    @Override
    public String pause(String system) {
        return answer(() -> {
            operations.pause(system);
            return "paused until resumed: " + system;
        });
    }

    @Override
    public String resume(String system) {
        return answer(() -> {
            List<String> resumed = operations.resume(system);
            return resumed.isEmpty() ? "nothing was paused" : "resumed: " + String.join(", ", resumed);
        });
    }

    @Override
    public String explain(String referralId) {
        return answer(() -> String.join("\n", operations.explain(referralId).sentences()));
    }

    @Override
    public String plan(String referralId) {
        return answer(() -> String.join("\n", PlanText.lines(dryRuns.plan(referralId))));
    }

    private static String replayed(List<String> replayed) {
        return replayed.isEmpty() ? "nothing is parked" : "replayed: " + String.join(", ", replayed);
    }

    /** A console has none of our classes: what is refused comes as an exception that every JVM knows. */
    private static String answer(Supplier<String> operation) {
        try {
            return operation.get();
        } catch (OperationRefused refused) {
            throw new IllegalArgumentException(refused.getMessage());
        }
    }
}
