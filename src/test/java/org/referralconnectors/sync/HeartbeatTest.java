package org.referralconnectors.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.referralconnectors.simulated.AdjustableClock;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Claim;
import org.referralconnectors.store.Claims;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.Event;
import org.referralconnectors.store.LeaseLost;
import org.referralconnectors.store.Requests;
import org.referralconnectors.store.StoreSettings;

class HeartbeatTest {

    private static final Duration LEASE = Claims.LEASE;

    @TempDir
    Path folder;

    private long nanos;
    private final AdjustableClock wall = new AdjustableClock(Instant.parse("2026-03-01T12:00:00Z"));
    private Database database;
    private Claims claims;
    private Heartbeat heartbeat;

    @BeforeEach
    void open() {
        database = Database.open(new StoreSettings("jdbc:sqlite:" + folder.resolve("store.db"), "", "", ""));
        database.migrate();
        claims = new Claims(database, Duration.ZERO);
        heartbeat = new Heartbeat(claims, wall, () -> nanos);
        database.executeNow("r1", handle -> new Requests(database).request(handle, Event.live("r1", Cause.WEBHOOK)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aRunMayCallWhileItsLeaseIsRenewed() {
        working(() -> {
            pass(LEASE.minusSeconds(1), LEASE.minusSeconds(1));
            mayCall();
            heartbeat.beat();
            pass(LEASE.minusSeconds(1), LEASE.minusSeconds(1));
            mayCall();
        });
    }

    @Test
    void aRunThatWakesUpAfterItsLeaseCallsNobody() {
        working(() -> {
            pass(LEASE, LEASE);
            mayNotCall();
        });
    }

    /** The monotonic clock of a suspended machine may stand still. */
    @Test
    void aMachineThatWasSuspendedIsFoundOutByTheTimeOfDay() {
        working(() -> {
            pass(Duration.ZERO, LEASE);
            mayNotCall();
        });
    }

    @Test
    void aClockThatIsSetBackMakesNoLeaseLonger() {
        working(() -> {
            pass(LEASE, Duration.ofHours(-1));
            mayNotCall();
        });
    }

    @Test
    void aRunWhoseLeaseSomebodyElseHasCallsNobodyFromTheNextBeatOn() {
        working(() -> {
            database.executeNow("r1", handle -> handle.execute("UPDATE requests SET due_at = 0"));
            assertThat(new Claims(database, Duration.ZERO).claim(1)).hasSize(1);
            heartbeat.beat();
            mayNotCall();
            heartbeat.beat();
            mayNotCall();
        });
    }

    @Test
    void aStoreThatCanNotBeReachedRenewsNothingAndBreaksNothing() {
        working(() -> {
            database.executeNow("r1", handle -> handle.execute("ALTER TABLE requests RENAME TO away"));
            heartbeat.beat();
            mayCall();
            pass(LEASE, LEASE);
            mayNotCall();
        });
    }

    /** The end of a run is on disk before its thread is done, and its pair may be claimed anew between the two. */
    @Test
    void aPairThatIsClaimedAnewWhileItsRunEndsKeepsItsNewLease() {
        Claim before = heartbeat.claim(1).get(0);
        Claim[] after = new Claim[1];
        heartbeat.work(before, () -> {
            database.executeNow("r1", handle -> handle.execute("UPDATE requests SET due_at = 0"));
            after[0] = heartbeat.claim(1).get(0);
            heartbeat.beat();
            mayNotCall();
        });
        assertThat(heartbeat.running()).isEqualTo(1);
        heartbeat.work(after[0], this::mayCall);
        assertThat(heartbeat.running()).isZero();
    }

    @Test
    void whatIsNoRunMayAlwaysCall() {
        assertThatCode(heartbeat::pass).doesNotThrowAnyException();
        heartbeat.beat();
    }

    private void working(Runnable work) {
        AtomicBoolean worked = new AtomicBoolean();
        Claim claim = heartbeat.claim(5).get(0);
        assertThat(heartbeat.running()).isEqualTo(1);
        heartbeat.work(claim, () -> {
            work.run();
            worked.set(true);
        });
        assertThat(worked).isTrue();
        assertThat(heartbeat.running()).isZero();
    }

    private void mayCall() {
        assertThatCode(heartbeat::pass).doesNotThrowAnyException();
    }

    private void mayNotCall() {
        assertThatThrownBy(heartbeat::pass).isInstanceOf(LeaseLost.class).hasMessageContaining("r1");
    }

    private void pass(Duration monotonic, Duration timeOfDay) {
        nanos += monotonic.toNanos();
        wall.advance(timeOfDay);
    }
}
