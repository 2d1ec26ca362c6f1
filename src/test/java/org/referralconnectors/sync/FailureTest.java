package org.referralconnectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.RuntimeCamelException;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.referralconnectors.sync.Failure.Kind;

class FailureTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    static Stream<Exception> passing() {
        return Stream.of(
                new IOException("Connection refused by erika.muster"),
                new SocketTimeoutException("Read timed out"),
                new SSLHandshakeException("no path to erika.muster"),
                new SQLException("locked"),
                new ConnectionException(new SQLException("no connection for erika")));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void whatCanNotBeReachedPasses(Exception thrown) {
        Failure failure = Failure.of(thrown, "dynamics-get-lead", NOW);
        assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(failure.reason()).contains(thrown.getClass().getSimpleName()).doesNotContain("erika");
        assertThat(failure.code()).isNotBlank();
        assertThat(failure.remedy()).endsWith("replay");
    }

    @Test
    void whatNobodyExpectedIsParkedWithoutItsMessage() {
        Failure failure = Failure.of(new NumberFormatException("For input string: Erika"), "plan", NOW);
        assertThat(failure.kind()).isEqualTo(Kind.PERMANENT);
        assertThat(failure.code()).isEqualTo("unexpected");
        assertThat(failure.reason()).contains("NumberFormatException");
        assertThat(failure.step()).isEqualTo("plan");
        assertThat(failure.reason() + failure.remedy()).doesNotContain("Erika").contains("log");
    }

    @Test
    void aParkedPairSaysWhyAndWhere() {
        ParkPair named = new ParkPair(Trouble.REWRITTEN, "something rewrites it", "plan");
        ParkPair called = new ParkPair(Trouble.SEVERAL_LEADS, "two leads");
        assertThat(Failure.of(named, "dynamics-get-lead", NOW).step()).isEqualTo("plan");
        assertThat(Failure.of(named, "dynamics-get-lead", NOW).replayOnly()).isTrue();
        assertThat(Failure.of(called, "dynamics-find-leads", NOW).step()).isEqualTo("dynamics-find-leads");
        assertThat(Failure.of(called, "dynamics-find-leads", NOW).kind()).isEqualTo(Kind.PERMANENT);
        assertThat(Failure.of(called, "dynamics-find-leads", NOW).system()).isEqualTo("dynamics");
        assertThat(Failure.of(called, "dynamics-find-leads", NOW).replayOnly()).isFalse();
    }

    @Test
    void theCauseThatSaysMostIsFoundUnderWhatWrapsIt() {
        Stale stale = new Stale("changed meanwhile");
        Throwable wrapped = new RuntimeCamelException(new IllegalStateException(stale));
        assertThat(Failure.cause(wrapped)).isSameAs(stale);
        IOException unknown = new IOException("reset");
        assertThat(Failure.cause(unknown)).isSameAs(unknown);
    }

    @Test
    void aRecordThatKeepsChangingIsParkedWithAWordForIt() {
        Failure failure = Failure.of(new Stale("changed meanwhile"), "plan", NOW);
        assertThat(failure.code()).isEqualTo("keeps-changing");
        assertThat(failure.remedy()).endsWith("replay");
    }

    @Test
    void aStepBelongsToTheSystemItsNameBeginsWith() {
        assertThat(Failure.systemOf("dynamics-update-lead")).isEqualTo("dynamics");
        assertThat(Failure.systemOf("partner-center-get-referral")).isEqualTo("partner-center");
        assertThat(Failure.systemOf("plan")).isNull();
        assertThat(Failure.systemOf(null)).isNull();
    }

    @Test
    void aPauseThatIsNobodysIsNoPause() {
        Failure failure = new Failure(Kind.THROTTLED, null, "plan", 429, null, "HTTP 429", "", null, false);
        assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
    }

    @Test
    void aPauseIsNoFailureOfThePair() {
        Failure failure = Failure.of(new SystemPaused("dynamics", "too many requests"), "dynamics-get-lead", NOW);
        assertThat(failure.kind()).isEqualTo(Kind.PAUSED);
        assertThat(failure.code()).isNull();
        assertThat(failure.reason()).contains("too many requests");
    }

    @Test
    void aStoreOfAnotherOrganisationStopsTheRunLikeAPause() {
        Failure failure = Failure.of(new WrongStore("another organisation"), "plan", NOW);
        assertThat(failure.kind()).isEqualTo(Kind.PAUSED);
        assertThat(failure.reason()).isEqualTo("another organisation");
    }

    @Test
    void anAnswerThatIsNestedTooDeeplyIsParkedAsUnreadable() {
        Failure failure =
                Failure.of(new StreamConstraintsException("depth 1001, Erika"), "partner-center-get-referral", NOW);
        assertThat(failure.kind()).isEqualTo(Kind.PERMANENT);
        assertThat(failure.code()).isEqualTo("unreadable");
        assertThat(failure.reason()).doesNotContain("Erika");
    }

    @Test
    void aRunThatNeverEndedSaysSo() {
        assertThat(Failure.exhausted().kind()).isEqualTo(Kind.PERMANENT);
        assertThat(Failure.exhausted().code()).isEqualTo("never-ended");
    }

    @Test
    void aCustomRouteIsToBlameForWhateverItThrows() {
        Failure failed = Failure.ofCustomRoute("before-lead-write", new IOException("no erika.muster"));
        assertThat(failed.kind()).isEqualTo(Kind.PERMANENT);
        assertThat(failed.code()).isEqualTo("custom-route");
        assertThat(failed.reason()).endsWith("failed (IOException)");
        assertThat(Failure.ofCustomRoute("before-lead-write", null).reason()).endsWith("stopped");
    }

    @Test
    void aCustomRouteMayParkThePairForItsOwnReason() {
        ParkPair park = new ParkPair(Trouble.SEVERAL_LEADS, "two leads");
        Failure failure = Failure.ofCustomRoute("before-lead-write", park);
        assertThat(failure.code()).isEqualTo("several-leads");
        assertThat(failure.step()).isEqualTo("before-lead-write");
    }
}
