package org.referralconnectors.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.referralconnectors.values.Guid;

/**
 * Microsoft's own flow for referrals, still at work: it makes leads whose subject is a referral's id and nothing else,
 * which ours never is, as another user. Looked for among the leads made since our first run, or in the last week.
 */
public final class OldFlow {

    private static final Duration WITHOUT_A_RUN = Duration.ofDays(7);

    private final Questions questions;
    private final Report report;
    private final Clock clock;

    public OldFlow(Remote remote, Report report, Clock clock) {
        this.questions = new Questions(remote);
        this.report = report;
        this.clock = clock;
    }

    /** @param user the application user */
    public void look(String user, Optional<Instant> firstRun) {
        Instant since = firstRun.orElse(clock.instant().minus(WITHOUT_A_RUN)).truncatedTo(ChronoUnit.SECONDS);
        report.look(DynamicsCheck.WHERE, "other flows", () -> {
            String filter = "createdon ge " + since + " and _createdby_value ne " + user;
            JsonNode leads = questions.get(
                    "leads", "$select=subject,createdon&$filter=" + Questions.encoded(filter) + "&$top=5000");
            long made = leads.path("value").findValuesAsText("subject").stream()
                    .map(String::strip)
                    .filter(Guid::isOne)
                    .count();
            tell(made, since);
        });
    }

    private void tell(long made, Instant since) {
        if (made == 0) {
            report.ok(DynamicsCheck.WHERE, "other flows", "no lead since " + since + " looks like Microsoft's flow");
            return;
        }
        report.mend(
                DynamicsCheck.WHERE,
                "other flows",
                "since " + since + " another user made leads whose subject is a referral's id (" + made
                        + "): Microsoft's referral flow still runs beside these connectors",
                "turn it off in Power Automate > Solutions > the Partner Center referrals solution > Cloud flows");
    }
}
