package org.referralconnectors.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.Pauses;
import org.referralconnectors.store.StoreSettings;

class GatesTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(1);

    @TempDir
    Path folder;

    private Database database;
    private Gates gates;
    private Gates another;

    @BeforeEach
    void open() {
        database = Database.open(new StoreSettings("jdbc:sqlite:" + folder.resolve("store.db"), "", "", ""));
        database.migrate();
        gates = new Gates(new Pauses(database), Clock.systemUTC());
        another = new Gates(new Pauses(database), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aPauseStopsEveryCallToItsSystemAndEveryRun() {
        gates.pause("dynamics", Pauses.Kind.UNAUTHORISED, LONG, "no token; check dynamics.client-secret");
        assertThatThrownBy(() -> gates.pass("dynamics")).isInstanceOf(SystemPaused.class);
        assertThatCode(() -> gates.pass("partner-center")).doesNotThrowAnyException();
        assertThat(gates.isOpen("dynamics")).isFalse();
        assertThat(gates.admits(16)).isZero();
        assertThat(gates.reason("dynamics")).contains("no token; check dynamics.client-secret");
        assertThat(gates.reason("partner-center")).isEmpty();
    }

    @Test
    void anotherProcessLearnsOfItWhenItLooks() {
        gates.pause("dynamics", Pauses.Kind.THROTTLED, LONG, "too many requests");
        assertThat(another.isOpen("dynamics")).isTrue();
        another.refresh();
        assertThat(another.isOpen("dynamics")).isFalse();
    }

    @Test
    void afterAPauseOneCallProbesForAllAndItsAnswerOpensTheGate() {
        ranOut();
        another.refresh();
        gates.enter("dynamics");
        assertThatThrownBy(() -> gates.enter("dynamics")).isInstanceOf(SystemPaused.class);
        assertThatThrownBy(() -> another.enter("dynamics")).isInstanceOf(SystemPaused.class);
        assertThatCode(() -> another.enter("partner-center")).doesNotThrowAnyException();
        gates.leave("dynamics", true);
        assertThatCode(() -> gates.enter("dynamics")).doesNotThrowAnyException();
        assertThatCode(() -> another.enter("dynamics")).doesNotThrowAnyException();
    }

    @Test
    void afterAProbeWithoutAnAnswerTheNextOneGoesSoon() {
        ranOut();
        gates.enter("dynamics");
        gates.leave("dynamics", false);
        assertThat(pause().remaining()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(2));
        assertThatThrownBy(() -> gates.enter("dynamics")).isInstanceOf(SystemPaused.class);
    }

    /** Its answer is worth more than the pause. */
    @Test
    void aCallWhoseEndCannotBeStoredKeepsItsAnswer() {
        ranOut();
        gates.enter("dynamics");
        database.close();
        assertThatCode(() -> gates.leave("dynamics", true)).doesNotThrowAnyException();
    }

    @Test
    void afterAPauseOneRunAtATimeFindsOutWhetherTheSystemIsBack() {
        ranOut();
        assertThat(gates.admits(16)).isEqualTo(1);
        assertThat(gates.admits(0)).isZero();
        gates.enter("dynamics");
        assertThat(gates.admits(16)).isZero();
        gates.leave("dynamics", true);
        assertThat(gates.admits(16)).isEqualTo(16);
    }

    /** As a long command, which looks at the pauses when it begins. */
    @Test
    void whoKnowsAnOldPauseOnlyFindsThatItIsOver() {
        ranOut();
        another.refresh();
        new Pauses(database).resume("dynamics");
        assertThatCode(() -> another.enter("dynamics")).doesNotThrowAnyException();
    }

    @Test
    void aTriggerThatFellIntoAPauseIsToldOnceWhenItIsOver() {
        AtomicInteger told = new AtomicInteger();
        assertThat(gates.admits("dynamics", told::incrementAndGet)).isTrue();
        gates.pause("dynamics", Pauses.Kind.THROTTLED, LONG, "too many requests");
        assertThat(gates.admits("dynamics", told::incrementAndGet)).isFalse();
        assertThat(gates.admits("partner-center", told::incrementAndGet)).isTrue();
        gates.refresh();
        assertThat(told).hasValue(0);
        new Pauses(database).resume("dynamics");
        gates.refresh();
        gates.refresh();
        assertThat(told).hasValue(1);
    }

    @Test
    void aTriggerThatComesDueWhileAnotherProcessProbesIsToldWhenTheProbeHasGoneWell() {
        AtomicInteger told = new AtomicInteger();
        ranOut();
        another.refresh();
        another.enter("dynamics");
        assertThat(gates.admits("dynamics", told::incrementAndGet)).isFalse();
        another.leave("dynamics", true);
        gates.refresh();
        assertThat(told).hasValue(1);
    }

    @Test
    void pausesInARowAreCounted() {
        assertThat(gates.timesInARow("dynamics")).isZero();
        ranOut();
        assertThat(gates.timesInARow("dynamics")).isEqualTo(1);
        ranOut();
        assertThat(gates.timesInARow("dynamics")).isEqualTo(2);
        gates.leave("dynamics", true);
        assertThat(gates.timesInARow("dynamics")).isZero();
    }

    @Test
    void aPauseThatIsStillOnIsNotEndedByACallFromBefore() {
        gates.pause("dynamics", Pauses.Kind.THROTTLED, LONG, "too many requests");
        gates.leave("dynamics", true);
        assertThat(gates.isOpen("dynamics")).isFalse();
    }

    private Pauses.Pause pause() {
        return new Pauses(database).current().get(0);
    }

    private void ranOut() {
        gates.pause("dynamics", Pauses.Kind.THROTTLED, SHORT, "too many requests");
        Awaitility.await().until(() -> pause().hasRunOut());
        gates.refresh();
    }
}
