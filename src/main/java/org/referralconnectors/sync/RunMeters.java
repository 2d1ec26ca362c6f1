package org.referralconnectors.sync;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.referralconnectors.sync.plan.Action;
import org.referralconnectors.sync.plan.FieldPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One line and a few counts for each run that ended. */
public final class RunMeters {

    private static final Logger LOG = LoggerFactory.getLogger("org.referralconnectors.runs");
    /** Name in the log's context of the exchange in which a thread works. */
    static final String EXCHANGE = "exchange";

    private static final String PREFIX = "referral_connectors_";

    private final MeterRegistry meters;
    private final Clock clock;

    /**
     * Registers what it can before anything is counted, so that a monitor sees the zero that the first one comes after.
     */
    public RunMeters(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
        for (String flow : Decisions.FLOWS) {
            for (Outcome.Kind outcome : Outcome.Kind.values()) {
                runs(flow, outcome);
            }
        }
        duration();
        echoes();
        notOurs();
    }

    void ended(Run run) {
        String outcome = run.outcome().kind().text();
        Duration took = Duration.between(run.claim().at(), clock.instant());
        runs(Decisions.flow(run), run.outcome().kind()).increment();
        duration().record(took);
        run.written().values().forEach(this::conflict);
        if (run.outcome().kind() == Outcome.Kind.NOTHING_TO_DO && run.lead() != null) {
            echoSuppressed();
        }
        if (run.outcome().kind() == Outcome.Kind.NO_REFERRAL) {
            notOurs().increment();
        }
        Tracing.runEnded(Decisions.flow(run), outcome);
        log(run, outcome, took);
    }

    /** How many ids are under way that only events named and that could not be read yet. */
    void strangers(IntSupplier underWay) {
        Gauge.builder(PREFIX + "unread_ids", underWay, IntSupplier::getAsInt)
                .strongReference(true)
                .register(meters);
    }

    void echoSuppressed() {
        echoes().increment();
    }

    /** Somebody's second lead for one referral: reported, never synced. */
    void duplicateLead(String referralId, String leadId) {
        meters.counter(PREFIX + "duplicate_leads").increment();
        LOG.warn("lead {} names referral {}, which has another lead: it is not synced", leadId, referralId);
    }

    private Counter runs(String flow, Outcome.Kind outcome) {
        return meters.counter(PREFIX + "runs", "flow", flow, "outcome", outcome.text());
    }

    private Timer duration() {
        return Timer.builder(PREFIX + "run").publishPercentileHistogram().register(meters);
    }

    private Counter notOurs() {
        return meters.counter(PREFIX + "ids_not_ours");
    }

    private Counter echoes() {
        return meters.counter(PREFIX + "echoes_suppressed");
    }

    private void conflict(FieldPlan field) {
        Action action = field.action();
        if (action == Action.CONFLICT_TO_LEAD || action == Action.CONFLICT_TO_REFERRAL) {
            String winner = action == Action.CONFLICT_TO_LEAD ? "referral" : "lead";
            meters.counter(PREFIX + "conflicts", "field", field.field(), "winner", winner)
                    .increment();
        }
    }

    /** One line in words; as JSON it has each part as a label too. Of what was written only the names. */
    private static void log(Run run, String outcome, Duration took) {
        String why = run.outcome().reason();
        String written = run.written().values().stream()
                .map(field -> field.field() + " " + field.action().text())
                .collect(Collectors.joining(", "));
        String causes = String.join(", ", Decisions.causes(run.claim()));
        String exchange = String.valueOf(MDC.get(EXCHANGE));
        LOG.atInfo()
                .addKeyValue("referral", run.getReferralId())
                .addKeyValue("flow", Decisions.flow(run))
                .addKeyValue("cause", causes)
                .addKeyValue("outcome", outcome)
                .addKeyValue("written", written)
                .addKeyValue("milliseconds", took.toMillis())
                .log(
                        "referral {} {} {}{}{} in {} ms; cause {}; exchange {}",
                        run.getReferralId(),
                        Decisions.flow(run),
                        outcome,
                        why.isEmpty() ? "" : " (" + why + ")",
                        written.isEmpty() ? "" : ": " + written,
                        took.toMillis(),
                        causes,
                        exchange);
    }
}
