package org.referralconnectors.sync;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Ending;
import org.referralconnectors.store.LeaseLost;
import org.referralconnectors.sync.Outcome.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one policy for failures: put back, paused for everyone, or parked with the reason. Nothing is swallowed. */
public final class Failures {

    /** Name of the exchange property that holds the connector route of the last remote call. */
    public static final String LAST_OPERATION = "lastRemoteOperation";

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final int AT_ONCE = 3;

    /**
     * How often and how fast a request is tried again: {@code sync.max-attempts} and the delays of
     * {@code sync.retry-*}.
     */
    public record Retries(int maxAttempts, Duration initialDelay, Duration maxDelay) {}

    private final int maxAttempts;
    private final Delays delays;
    private final Runs runs;
    private final Probes probes;
    private final Rests rests;
    private final Whose whose;
    private final Strangers strangers;
    private final Clock clock;

    public Failures(Retries retries, Runs runs, Gates gates, Probes probes, RandomGenerator random, Clock clock) {
        this.maxAttempts = retries.maxAttempts();
        this.delays = new Delays(retries, random);
        this.runs = runs;
        this.probes = probes;
        this.rests = new Rests(gates, probes, delays);
        this.whose = new Whose(gates, probes, delays, clock);
        this.strangers = new Strangers(retries.initialDelay(), clock);
        runs.countStrangers(strangers::underWay);
        this.clock = clock;
    }

    /** Whoever works requests also asks whether the systems answer. */
    public void start(CamelContext context) {
        probes.start(context);
    }

    public void stop() {
        probes.stop();
    }

    /** Ends the failed run of {@code exchange}. */
    public void settle(Exchange exchange) {
        Run run = exchange.getVariable("run", Run.class);
        Failure failure = Calls.failure(exchange, clock.instant());
        LOG.debug("Referral {} failed", run.getReferralId(), Calls.caught(exchange));
        settle(run, failure);
    }

    /** For a trigger: there is no request to put back, the next tick tries again. */
    public void note(Exchange exchange) {
        noted(exchange);
    }

    /** @return why, in plain words */
    String noted(Exchange exchange) {
        if (Failure.cause(Calls.caught(exchange)) instanceof WrongStore) {
            return ""; // said already, and the process ends
        }
        Failure failure = whose.of(null, Calls.failure(exchange, clock.instant()));
        rests.ifAsked(failure);
        if (failure.kind() == Failure.Kind.STALE) {
            LOG.info("{}: {}", failure.step(), failure.reason());
            return failure.reason();
        }
        LOG.warn("{}: {}; the next tick tries again. {}", failure.step(), failure.reason(), failure.remedy());
        return failure.whyItRests();
    }

    /** Ends a run that went through its flow and failed after it. */
    void settle(Run run, RuntimeException thrown) {
        settle(run, Failure.of(Failure.cause(thrown), "plan", clock.instant()));
    }

    /** A run went through its flow. */
    void wentWell(Exchange exchange) {
        whose.wentWell(Calls.of(exchange));
    }

    /** Called every second. */
    void tick() {
        rests.tick();
    }

    private void settle(Run run, Failure found) {
        Failure failure = strangers.isOne(run, found) ? found : whose.of(run.getReferralId(), found);
        rests.ifAsked(failure);
        try {
            record(run, failure);
        } catch (LeaseLost lost) {
            leave(run);
        }
    }

    private void record(Run run, Failure failure) {
        switch (failure.kind()) {
            case LEASE_LOST -> leave(run);
            case PAUSED, THROTTLED, UNAUTHORISED, CONSENT_LOST, OUTAGE ->
                putBack(run, failure, Kind.PAUSED, Duration.ZERO, false);
            case FOREIGN -> putBackForever(run, failure);
            case STALE -> retry(run, failure, Kind.STALE);
            case TRANSIENT -> settleTransient(run, failure);
            case PERMANENT -> settlePermanent(run, failure);
        }
    }

    private static void leave(Run run) {
        LOG.info("referral {}: another process has taken over its run", run.getReferralId());
        run.stored();
    }

    /** Parks a request whose runs begin but never end, as those of a pair that kills the process. */
    boolean givesUp(Run run) {
        if (run.claim().attempts() <= maxAttempts) {
            return false;
        }
        park(run, Failure.exhausted());
        return true;
    }

    private void settleTransient(Run run, Failure failure) {
        if (isUnknownReferral(run, failure)) {
            run.end(Kind.NO_REFERRAL, "not a referral: the Partner API does not know the id in the lead's subject");
            runs.store(run, new Ending.Done(false));
        } else if (strangers.isOne(run, failure)) {
            settleStranger(run, failure);
        } else {
            retry(run, failure, Kind.RETRIED);
        }
    }

    private void settlePermanent(Run run, Failure failure) {
        if (isUnknownReferral(run, failure)) {
            run.end(Kind.NO_LEAD, "a related referral that this account may not read");
            runs.store(run, new Ending.Done(false));
        } else if (strangers.isOne(run, failure)) {
            settleStranger(run, failure);
        } else {
            park(run, failure);
        }
    }

    /** Nothing is parked for it, however often it is named; the sweep finds it, should it be ours after all. */
    private void settleStranger(Run run, Failure failure) {
        Optional<Duration> again = strangers.again(run);
        if (again.isPresent()) {
            run.end(Kind.RETRIED, failure.reason());
            runs.store(run, new Ending.Unread(again.get(), failure.reason()));
            return;
        }
        Optional<Failure> system = probes.recent(failure.system());
        if (system.isPresent()) {
            putBack(run, failure, Kind.PAUSED, delays.after(1), false);
        } else {
            run.end(Kind.NO_REFERRAL, "not a referral of this account: the Partner API does not show it to us");
            runs.store(run, new Ending.Done(false));
        }
    }

    /** An id that only a subject or a related event named, and that the API does not show us. */
    private static boolean isUnknownReferral(Run run, Failure failure) {
        boolean unreadable = failure.status() != null && (failure.status() == 404 || failure.status() == 403);
        Set<Cause> causes = run.claim().causes().keySet();
        return unreadable
                && "partner-center-get-referral".equals(failure.step())
                && !run.hadLead()
                && !causes.isEmpty()
                && (causes.equals(Set.of(Cause.RELATED))
                        || failure.status() == 404 && causes.equals(Set.of(Cause.LEAD_POLL)));
    }

    private void retry(Run run, Failure failure, Kind outcome) {
        int attempts = run.claim().attempts();
        if (attempts >= maxAttempts) {
            park(run, failure);
        } else if (failure.kind() == Failure.Kind.STALE && attempts <= AT_ONCE) {
            run.end(Kind.STALE, failure.reason());
            runs.store(run, new Ending.AtOnce(failure.reason()));
        } else {
            putBack(run, failure, outcome, delays.after(attempts), true);
        }
    }

    /** Never the last attempt, however often; they only make the delay grow. */
    private void putBackForever(Run run, Failure failure) {
        int attempts = run.claim().attempts();
        putBack(run, failure, Kind.RETRIED, delays.after(attempts), attempts < maxAttempts - 1);
    }

    private void putBack(Run run, Failure failure, Kind outcome, Duration delay, boolean counts) {
        run.end(outcome, failure.reason());
        runs.store(run, new Ending.Retry(delay, failure.reason(), counts));
    }

    private void park(Run run, Failure failure) {
        if (failure.isRefusedLead()) {
            run.memory().leadRefused();
        }
        Ending.Parked parked = new Ending.Parked(
                failure.system(),
                failure.step(),
                failure.status(),
                failure.code(),
                failure.reason(),
                failure.remedy(),
                failure.replayOnly());
        run.park(parked);
        runs.store(run, parked);
    }
}
