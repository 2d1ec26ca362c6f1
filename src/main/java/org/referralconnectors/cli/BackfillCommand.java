package org.referralconnectors.cli;

import static org.referralconnectors.settings.Setting.PARTNER_CENTER_DATE_LITERAL;
import static org.referralconnectors.settings.Setting.SYNC_TIME_ZONE;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.referralconnectors.partnercenter.ReferralList;
import org.referralconnectors.settings.Settings;
import org.referralconnectors.sync.Backfill;
import org.referralconnectors.sync.DryRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Requests what was there before the connectors were. */
@Command(
        name = "backfill",
        description = {
            "Requests every referral in scope that Partner Center lists.",
            "The running process works them off behind all that is live."
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
        Progress progress = new Progress(err());
        Backfill.Walk walk = new Backfill.Walk(
                list(settings), (listed, requested) -> progress.show(listed + " listed, " + requested + " requested"));
        try (Application application = Application.connect(settings);
                ProducerTemplate routes = application.camel().createProducerTemplate()) {
            Exchange answer = routes.send("direct:backfill-referrals", exchange -> exchange.setVariable("sweep", walk));
            progress.clear();
            if (answer.getException() != null) {
                complain(
                        "after " + walk.requested() + " requests: " + DryRun.why(answer.getException(), Instant.now()));
                return Main.FAILED;
            }
        }
        print("requested " + walk.requested() + " of " + walk.listed() + " referrals listed");
        return 0;
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
