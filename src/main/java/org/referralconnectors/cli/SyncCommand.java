package org.referralconnectors.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.referralconnectors.ops.DryRuns;
import org.referralconnectors.ops.Operations;
import org.referralconnectors.ops.Story;
import org.referralconnectors.store.Backlog;
import org.referralconnectors.sync.DryRun;
import org.referralconnectors.sync.StoreWalk.Finished;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks for a run and, if wanted, waits for it. */
@Command(
        name = "sync",
        description = {
            "Requests a run of one pair, or of every pair that is known.",
            "A running process does the work; without one the requests wait on disk.",
            "A referral that is unknown here is asked of Partner Center first."
        },
        footer = {
            "Examples:",
            "  sync --referral 733ad402-b257-406c-9b0b-911aa7b066e9 --wait",
            "  sync",
            "Exit code 1: Partner Center has no such referral, it is out of scope or can't be asked for;",
            "or, with --wait, a run ended by parking its pair."
        })
final class SyncCommand extends StoreCommand {

    private static final long LOOK_EVERY_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Option(
            names = "--referral",
            paramLabel = "ID",
            converter = GuidOption.class,
            description = "One pair; without it every pair that is known.")
    private String referral;

    @Option(names = "--wait", description = "Waits until the runs have ended, and tells how.")
    private boolean wait;

    @Override
    int work(Operations operations) {
        if (referral == null) {
            requestAll(operations);
            return wait ? waitForAll(operations) : 0;
        }
        boolean known = operations.isKnown(referral);
        if (!known && !isInScope()) {
            return Main.FAILED;
        }
        int decisions = known ? operations.explain(referral).decisions().size() : 0;
        operations.syncFound(referral);
        if (!wait) {
            print("requested");
            return 0;
        }
        return waitForOne(operations, decisions);
    }

    private void requestAll(Operations operations) {
        Progress progress = new Progress(err());
        long pairs = operations.pairs();
        Finished all =
                operations.longWork().syncAll(walk -> progress.show(walk.requested() + " of " + pairs + " requested"));
        progress.clear();
        print("requested " + all.requested() + " runs" + before(all.before()));
    }

    private boolean isInScope() {
        try (Application application = Application.connect(settings());
                DryRuns dryRuns = application.dryRuns()) {
            DryRun run = dryRuns.ask(referral);
            if (!run.inScope()) {
                complain("referral " + referral + " is out of scope: " + run.reason() + "; nothing is requested");
            }
            return run.inScope();
        }
    }

    private int waitForOne(Operations operations, int decisionsBefore) {
        Progress progress = new Progress(err());
        long since = System.nanoTime();
        Optional<Backlog.Request> request = operations.request(referral);
        while (request.filter(SyncCommand::isOpen).isPresent()) {
            if (System.nanoTime() - since > PATIENCE.toNanos()) {
                progress.show(waiting(operations, request.get()));
            }
            pause();
            request = operations.request(referral);
        }
        progress.clear();
        return request.isEmpty() ? erased() : tell(operations.explain(referral), decisionsBefore);
    }

    private int erased() {
        print("erased meanwhile, nothing to do");
        return 0;
    }

    private int tell(Story story, int decisionsBefore) {
        story.parked().forEach(parked -> print("parked: " + parked.text()));
        boolean parked = story.request()
                .filter(request -> request.state().equals("parked"))
                .isPresent();
        if (!parked) {
            story.sentences().stream().limit(1).forEach(this::print);
            story.decisionsAfter(decisionsBefore).forEach(this::print);
        }
        return parked ? Main.FAILED : 0;
    }

    private int waitForAll(Operations operations) {
        Progress progress = new Progress(err());
        Backlog.Asked asked = operations.asked();
        while (asked.open() > 0) {
            progress.show(asked.open() + " still to run");
            pause();
            asked = operations.asked();
        }
        progress.clear();
        print(asked.parked() == 0 ? "all ran" : "all ran, " + asked.parked() + " are parked: see parked");
        return asked.parked() == 0 ? 0 : Main.FAILED;
    }

    private static boolean isOpen(Backlog.Request request) {
        return request.asked() && !request.state().equals("parked");
    }

    private static String waiting(Operations operations, Backlog.Request request) {
        String why = request.why() == null ? "" : ": " + request.why();
        return operations.pausedTexts().stream()
                .findFirst()
                .orElse(request.state() + why + (request.attempts() == 0 ? "; is the process up?" : ""));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
