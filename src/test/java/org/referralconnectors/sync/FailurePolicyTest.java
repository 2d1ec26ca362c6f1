package org.referralconnectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Claims;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.LeaseLost;
import org.referralconnectors.store.Pauses;
import org.referralconnectors.store.StoreSettings;
import org.referralconnectors.store.Tables;
import org.referralconnectors.store.Ticks;
import org.referralconnectors.sync.Failures.Retries;
import org.referralconnectors.sync.HistoryValues.Form;
import org.referralconnectors.sync.Outcome.Kind;

/** What becomes of a run, by its failure, on a store of its own and without a route. */
class FailurePolicyTest {

    private static final int MAX_ATTEMPTS = 5;
    private static final String READ = "partner-center-get-referral";
    private static final String UPDATE = "dynamics-update-lead";

    @TempDir
    Path folder;

    private final CamelContext camel = new DefaultCamelContext();
    private long longestDelay;
    private Database database;
    private Pauses pauses;
    private Gates gates;
    private Claims claims;
    private Runs runs;
    private Failures failures;

    @BeforeEach
    void open() {
        database = Database.open(new StoreSettings("jdbc:sqlite:" + folder.resolve("store.db"), "", "", ""));
        database.migrate();
        pauses = new Pauses(database);
        gates = new Gates(pauses, Clock.systemUTC());
        claims = new Claims(database, Duration.ZERO);
        Decisions decisions = new Decisions(new HistoryValues(Form.HASHED, new byte[] {1}));
        RunMeters meters = new RunMeters(new SimpleMeterRegistry(), Clock.systemUTC());
        runs = new Runs(Tables.of(database), claims, null, decisions, meters); // a run that failed is not planned again
        Retries retries = new Retries(MAX_ATTEMPTS, Duration.ofSeconds(2), Duration.ofSeconds(10));
        Probes unstarted = new Probes(gates, new Ticks(database), answer -> true, Clock.systemUTC());
        failures = new Failures(retries, runs, gates, unstarted, longest(), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatPassesIsTriedAgain() {
        Run run = settled(run(Cause.WEBHOOK, 1), new IOException("reset"), UPDATE);
        assertThat(run.outcome().kind()).isEqualTo(Kind.RETRIED);
        assertThat(run.isStored()).isTrue();
        assertThat(state()).isEqualTo("waiting");
        assertThat(pauses.current()).isEmpty();
    }

    @Test
    void theDelayDoublesUpToItsLimit() {
        settled(run(Cause.WEBHOOK, 1), new IOException("reset"), UPDATE);
        assertThat(longestDelay).isEqualTo(2000);
        settled(run(Cause.WEBHOOK, 2), new IOException("reset"), UPDATE);
        assertThat(longestDelay).isEqualTo(4000);
        settled(run(Cause.WEBHOOK, 4), new IOException("reset"), UPDATE);
        assertThat(longestDelay).isEqualTo(10_000);
    }

    @Test
    void theLastAttemptIsParkedWithWhatFailed() {
        Run run = settled(run(Cause.WEBHOOK, MAX_ATTEMPTS), new IOException("reset"), UPDATE);
        assertThat(run.outcome().kind()).isEqualTo(Kind.PARKED);
        assertThat(run.outcome().parked().code()).isEqualTo("no-answer");
        assertThat(run.outcome().parked().step()).isEqualTo(UPDATE);
        assertThat(state()).isEqualTo("parked");
    }

    @Test
    void aRunThatNeverEndedIsGivenUpAfterItsLastAttemptOnly() {
        assertThat(failures.givesUp(run(Cause.WEBHOOK, MAX_ATTEMPTS))).isFalse();
        Run run = run(Cause.WEBHOOK, MAX_ATTEMPTS + 1);
        assertThat(failures.givesUp(run)).isTrue();
        assertThat(run.outcome().parked().code()).isEqualTo("never-ended");
    }

    @Test
    void aRecordThatChangedIsReadAgainAtOnceThreeTimesThenLater() {
        settled(run(Cause.WEBHOOK, 3), new Stale("changed"), UPDATE);
        assertThat(longestDelay).isZero();
        assertThat(state()).isEqualTo("waiting");
        Run later = settled(run(Cause.WEBHOOK, 4), new Stale("changed"), UPDATE);
        assertThat(later.outcome().kind()).isEqualTo(Kind.STALE);
        assertThat(longestDelay).isPositive();
    }

    @Test
    void tooManyRequestsPauseTheSystemForTheTimeItNamed() {
        Run run = settled(run(Cause.WEBHOOK, MAX_ATTEMPTS), http(429, Map.of("Retry-After", "120")), UPDATE);
        assertThat(run.outcome().kind()).isEqualTo(Kind.PAUSED);
        assertThat(pause().system()).isEqualTo("dynamics");
        assertThat(pause().remaining()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(120));
        assertThat(state()).isEqualTo("waiting");
    }

    @Test
    void tooManyRequestsWithoutATimePauseForLongerThanTheFirstDelay() {
        settled(run(Cause.WEBHOOK, 1), http(429, Map.of("Retry-After", "0")), UPDATE);
        assertThat(longestDelay).isEqualTo(2000);
        assertThat(pause().kind()).isEqualTo(Pauses.Kind.THROTTLED);
        assertThat(pause().remaining()).isGreaterThan(Duration.ZERO);
        database.executeNow("pause", handle -> handle.execute("UPDATE pauses SET ends_at = 0"));
        settled(run(Cause.WEBHOOK, 1), http(429, Map.of()), UPDATE);
        assertThat(longestDelay).isEqualTo(4000);
    }

    @Test
    void aRefusedTokenPausesItsSystemAndSaysWhatToDo() {
        settled(run(Cause.WEBHOOK, 1), http(401, Map.of()), UPDATE);
        assertThat(pause().kind()).isEqualTo(Pauses.Kind.UNAUTHORISED);
        assertThat(pause().reason()).contains("dynamics.client-id");
        assertThat(gates.isOpen("dynamics")).isFalse();
        assertThat(gates.isOpen("partner-center")).isTrue();
    }

    @Test
    void anIdThatOnlyALeadNamedIsNoReferral() {
        Run run = settled(run(Cause.LEAD_POLL, 1), http(404, Map.of()), READ);
        assertThat(run.outcome().kind()).isEqualTo(Kind.NO_REFERRAL);
        assertThat(run.outcome().reason()).startsWith("not a referral");
        assertThat(run.isStored()).isTrue();
    }

    @Test
    void anIdThatAWebhookNamedIsTriedAgain() {
        assertThat(settled(run(Cause.WEBHOOK, 1), http(404, Map.of()), READ)
                        .outcome()
                        .kind())
                .isEqualTo(Kind.RETRIED);
    }

    @Test
    void anIdThatOnlyAWebhookNamedAndThatStaysUnreadableIsNotOurs() {
        assertThat(settled(run(Cause.WEBHOOK, 2), http(403, Map.of()), READ)
                        .outcome()
                        .kind())
                .isEqualTo(Kind.RETRIED);
        assertThat(settled(run(Cause.WEBHOOK, 3), http(403, Map.of()), READ)
                        .outcome()
                        .kind())
                .isEqualTo(Kind.NO_REFERRAL);
        assertThat(settled(run(Cause.SWEEP, 3), http(403, Map.of()), READ)
                        .outcome()
                        .kind())
                .isEqualTo(Kind.PARKED);
    }

    @Test
    void aRelatedReferralOfAnotherPartnerIsLeftAlone() {
        Run run = settled(run(Cause.RELATED, 1), http(403, Map.of()), READ);
        assertThat(run.outcome().kind()).isEqualTo(Kind.NO_LEAD);
        assertThat(run.isStored()).isTrue();
        assertThat(settled(run(Cause.LEAD_POLL, 1), http(403, Map.of()), READ)
                        .outcome()
                        .kind())
                .isEqualTo(Kind.NO_REFERRAL);
    }

    @Test
    void aRunThatLostItsLeaseLeavesTheRequestToTheOther() {
        Run run = run(Cause.WEBHOOK, 1);
        settled(run, new LeaseLost(run.claim()), UPDATE);
        assertThat(run.isStored()).isTrue();
        assertThat(run.outcome()).isNull();
        assertThat(state()).isEqualTo("running");
    }

    @Test
    void aLeaseThatIsLostWhileTheFailureIsRecordedIsLeftToTheOther() {
        Run run = run(Cause.WEBHOOK, 1);
        database.executeNow("r1", handle -> handle.execute("UPDATE requests SET lease = 'another'"));
        settled(run, new IOException("reset"), UPDATE);
        assertThat(run.isStored()).isTrue();
        assertThat(state()).isEqualTo("running");
    }

    @Test
    void whatFailsAfterTheFlowIsSettledByTheSamePolicy() {
        Run run = run(Cause.WEBHOOK, 1);
        failures.settle(run, new Stale("changed"));
        assertThat(run.outcome().kind()).isEqualTo(Kind.STALE);
        assertThat(state()).isEqualTo("waiting");
    }

    @Test
    void whatIsNoRemoteFailureIsNamedByTheRouteThatWasCalledLast() {
        Exchange exchange = failed(run(Cause.WEBHOOK, 1), new IllegalStateException("bug"), UPDATE);
        exchange.setProperty(Exchange.TO_ENDPOINT, "direct://plan-run");
        failures.settle(exchange);
        assertThat(exchange.getVariable("run", Run.class).outcome().parked().step())
                .isEqualTo("plan-run");
        assertThat(settled(run(Cause.WEBHOOK, MAX_ATTEMPTS), new IOException("reset"), null)
                        .outcome()
                        .parked()
                        .step())
                .isNull();
    }

    @Test
    void whatFailsInsideACustomRouteIsThatRoutesFaultUnlessTheLeaseIsLost() {
        Run run = run(Cause.WEBHOOK, 1);
        failures.settle(insideCustomRoute(run, new IOException("reset")));
        assertThat(run.outcome().parked().code()).isEqualTo("custom-route");
        Run lost = run(Cause.WEBHOOK, 1);
        failures.settle(insideCustomRoute(lost, new LeaseLost(lost.claim())));
        assertThat(lost.outcome()).isNull();
        assertThat(state()).isEqualTo("running");
    }

    private Exchange insideCustomRoute(Run run, Exception thrown) {
        Exchange exchange = failed(run, thrown, UPDATE);
        exchange.setProperty("insideCustomRoute", Hooks.BEFORE_LEAD);
        return exchange;
    }

    @Test
    void aTriggerThatMustWaitPausesToo() {
        failures.note(failed(null, http(429, Map.of("Retry-After", "60")), UPDATE));
        assertThat(gates.isOpen("dynamics")).isFalse();
    }

    private Run settled(Run run, Exception thrown, String operation) {
        longestDelay = 0;
        failures.settle(failed(run, thrown, operation));
        return run;
    }

    private Exchange failed(Run run, Exception thrown, String operation) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable("run", run);
        exchange.setProperty(Failures.LAST_OPERATION, operation);
        exchange.setException(thrown);
        return exchange;
    }

    private Run run(Cause cause, int attempt) {
        database.executeNow("r1", handle -> {
            handle.execute("DELETE FROM requests");
            Tables.of(database).requests().request(handle, Event.live("r1", cause));
            handle.execute("UPDATE requests SET attempts = ?", attempt - 1);
        });
        Run run = runs.begin(claims.claim(1).get(0));
        assertThat(run.claim().attempts()).isEqualTo(attempt);
        return run;
    }

    private static HttpOperationFailedException http(int status, Map<String, String> headers) {
        return new HttpOperationFailedException("https://x", status, "", null, headers, "{}");
    }

    private Pauses.Pause pause() {
        return pauses.current().get(0);
    }

    private String state() {
        return database.read(handle -> handle.createQuery("SELECT state FROM requests")
                .mapTo(String.class)
                .one());
    }

    /** Always the longest delay that is allowed. */
    private RandomGenerator longest() {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public long nextLong(long origin, long bound) {
                longestDelay = bound - 1;
                return bound - 1;
            }
        };
    }
}
