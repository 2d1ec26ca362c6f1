package org.referralconnectors.torture;

import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.referralconnectors.simulated.PartnerSide;
import org.referralconnectors.simulated.dataverse.Organisation;

/** On both sides a program answers each write of ours with a value of its own: without an end that would never end. */
final class RivalRobots implements Scenario {
    private static final long THINKS_MILLIS = 200;
    private static final int MOST_WRITES = 25;

    private final AtomicInteger answers = new AtomicInteger();

    @Override
    public String name() {
        return "rival robots";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("dynamics.poll-cron", "* * * * * ?", "sync.settle", "PT0.2S");
    }

    @Override
    public String play(Stage stage) {
        String id = stage.pairs(1).get(0);
        ScheduledExecutorService robots = Executors.newScheduledThreadPool(2);
        try {
            rewrite(stage, id, robots);
            long before = stage.world().journal().writes();
            stage.note(id, "The first word");
            Await.until("the park", () -> stage.store().requestState(id).equals("parked"));
            long writes = stage.world().journal().writes() - before;
            String reason = stage.store().reason(id);
            Await.require("parked as: " + reason, reason.contains("something else rewrites this record"));
            Await.require(writes + " writes before the park", writes <= MOST_WRITES);
            nothingIsWritten(stage, id);
            return "parked after " + writes + " writes (\"" + reason + "\"), then no write";
        } finally {
            robots.shutdownNow();
        }
    }

    private void rewrite(Stage stage, String id, ScheduledExecutorService robots) {
        stage.world().landscape().dataverse().listen(change -> {
            if (change.write().by().equals(Organisation.idOf("application user"))) {
                robots.schedule(() -> sell(stage, id), THINKS_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
        stage.world().landscape().partnerCenter().listen(change -> {
            if (change.by().equals(PartnerSide.CLIENT_ID)) {
                robots.schedule(() -> stage.note(id, next()), THINKS_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
    }

    private void sell(Stage stage, String id) {
        String text = next();
        stage.world().landscape().dataverse().edit(stage.leadId(id), lead -> lead.put("description", text));
    }

    private String next() {
        return "Robot " + answers.incrementAndGet();
    }

    private static void nothingIsWritten(Stage stage, String id) {
        long parked = stage.world().journal().writes();
        stage.note(id, "Again");
        stage.polls(3);
        Await.require("wrote to a parked pair", stage.world().journal().writes() == parked);
        Await.require("left the park by itself", stage.store().requestState(id).equals("parked"));
    }
}
