package org.referralconnectors.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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
    void afterAPauseOneProbesForAllAndItsSuccessOpensTheGate() {
        ranOut();
        another.refresh();
        assertThat(gates.admits(16)).isEqualTo(1);
        assertThat(gates.admits(16)).isZero();
        assertThat(another.admits(16)).isZero();
        gates.wentWell();
        another.refresh();
        assertThat(gates.admits(16)).isEqualTo(16);
        assertThat(another.admits(16)).isEqualTo(16);
        assertThat(gates.isAnyShut()).isFalse();
    }

    /** As when the process that probed both systems dies, and a poll has probed one of them since. */
    @Test
    void aProbeOfOneSystemIsGivenBackWhileTheOtherOnesIsSomebodysElse() {
        ranOut();
        gates.pause("partner-center", Pauses.Kind.THROTTLED, SHORT, "too many requests");
        Awaitility.await()
                .until(() -> gates.isOpen("partner-center") && new Pauses(database).claimProbe("partner-center"));
        assertThat(gates.admits(16)).isZero();
        new Pauses(database).probeAgain("partner-center", Duration.ZERO);
        assertThat(gates.admits(16)).isEqualTo(1);
    }

    @Test
    void whoHasNoRoomForARunTakesNoProbe() {
        ranOut();
        assertThat(gates.admits(0)).isZero();
        assertThat(gates.admits(1)).isEqualTo(1);
    }

    @Test
    void aTriggerThatWentWellEndsThePauseOfItsOwnSystem() {
        ranOut();
        gates.wentWell("partner-center");
        assertThat(gates.isAnyShut()).isTrue();
        gates.wentWell("dynamics");
        assertThat(gates.isAnyShut()).isFalse();
    }

    @Test
    void aTriggerProbesForAllOrWaits() {
        assertThat(gates.admits("dynamics")).isTrue();
        ranOut();
        another.refresh();
        assertThat(gates.admits("partner-center")).isTrue();
        assertThat(another.admits("dynamics")).isTrue();
        assertThat(gates.admits("dynamics")).isFalse();
        assertThat(gates.admits(16)).isZero();
    }

    @Test
    void pausesInARowAreCounted() {
        assertThat(gates.timesInARow("dynamics")).isZero();
        ranOut();
        assertThat(gates.timesInARow("dynamics")).isEqualTo(1);
        ranOut();
        assertThat(gates.timesInARow("dynamics")).isEqualTo(2);
        gates.wentWell();
        assertThat(gates.timesInARow("dynamics")).isZero();
    }

    @Test
    void aPauseThatIsStillOnIsNotEndedByWhatWentWellBefore() {
        gates.pause("dynamics", Pauses.Kind.THROTTLED, LONG, "too many requests");
        gates.wentWell();
        assertThat(gates.isOpen("dynamics")).isFalse();
    }

    private void ranOut() {
        gates.pause("dynamics", Pauses.Kind.THROTTLED, SHORT, "too many requests");
        Awaitility.await().until(() -> new Pauses(database).current().get(0).hasRunOut());
        gates.refresh();
    }
}
