package org.referralconnectors.cli;

import static org.referralconnectors.settings.Setting.PARTNER_CENTER_DATE_LITERAL;
import static org.referralconnectors.settings.Setting.SYNC_TIME_ZONE;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.apache.camel.ProducerTemplate;
import org.referralconnectors.partnercenter.ReferralList;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.sync.Backfill;
import org.referralconnectors.sync.DryRun;
import org.referralconnectors.sync.ListWalks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Requests what was there before the connectors were. */
@Command(
        name = "backfill",
        description = {
            "Requests every referral in scope that Partner Center lists.",
            "The running process works them off behind all that is live.",
            "One that was broken off goes on where it was, by the same command or, after a while, in the process."
        },
        footer = {"Examples:", "  backfill", "  backfill --since 2026-01-31"})
final class BackfillCommand extends Options implements Callable<Integer> {

    @Option(
            names = "--since",
            paramLabel = "DATE",
            description = "Only what was updated on or after this day of sync.time-zone, such as 2026-01-31.")
    private LocalDate since;

    @Override
    public Integer call() throws IOException {
        Settings settings = settings();
        try (Application application = Application.connect(settings);
                ProducerTemplate routes = application.camel().createProducerTemplate()) {
            return walk(application.backfill(), routes, list(settings));
        }
    }

    /** Where another process has walked the same list meanwhile, behind its last page. */
    private int walk(Backfill backfill, ProducerTemplate routes, ReferralList list) {
        Progress progress = new Progress(err());
        Backfill.Progress walk = begin(backfill, list, progress);
        long before = walk.soFar().requested();
        Exception failed = send(routes, walk);
        while (ListWalks.isMovedByAnother(failed)) {
            walk = begin(backfill, list, progress);
            failed = send(routes, walk);
        }
        progress.clear();
        if (failed == null) {
            print("requested " + walk.soFar().requested() + " of "
                    + walk.soFar().seen() + " referrals listed" + StoreCommand.before(before));
            return 0;
        }
        boolean anew = ListWalks.leavesRefusedLink(walk, failed);
        complain("after " + walk.soFar().requested() + " requests: " + DryRun.why(failed, Instant.now())
                + (anew ? "; the list has to be walked from its top: repeat the command" : ""));
        return Main.FAILED;
    }

    private static Exception send(ProducerTemplate routes, Backfill.Progress walk) {
        return routes.send("direct:backfill-referrals", exchange -> exchange.setVariable("sweep", walk))
                .getException();
    }

    private Backfill.Progress begin(Backfill backfill, ReferralList list, Progress progress) {
        return backfill.begin(
                name(), list, walk -> progress.show(walk.seen() + " listed, " + walk.requested() + " requested"));
    }

    private String name() {
        return since == null ? Backfill.NAME : Backfill.NAME + " since " + since;
    }

    private ReferralList list(Settings settings) {
        if (since == null) {
            return ReferralList.whole();
        }
        Instant begin = since.atStartOfDay(settings.zone(SYNC_TIME_ZONE)).toInstant();
        return ReferralList.updatedSince(
                begin, settings.text(PARTNER_CENTER_DATE_LITERAL).equals("quoted"));
    }
}
