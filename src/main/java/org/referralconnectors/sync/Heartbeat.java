package org.referralconnectors.sync;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.camel.support.service.ServiceSupport;
import org.referralconnectors.store.Claim;
import org.referralconnectors.store.Claims;
import org.referralconnectors.store.LeaseLost;
import org.referralconnectors.store.RollCall;
import org.referralconnectors.store.Turn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the leases of the runs under way and the turns that are held, and stops the remote calls of a run whose lease
 * may have passed to another process. Each lease is taken for shorter than it is: it counts from before the store was
 * asked. Two clocks are looked at, since the monotonic one may stand still while a machine is suspended, and the other
 * one may be set back.
 */
public final class Heartbeat extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final int BEATS_PER_LEASE = 3;

    private record Held(Claim claim, long nanos, long millis) {

        boolean isAfter(Held end) {
            return nanos - end.nanos >= 0 || millis >= end.millis;
        }
    }

    private final Claims claims;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final Set<Turn> turns = ConcurrentHashMap.newKeySet();
    private final ThreadLocal<Claim> worked = new ThreadLocal<>();
    private final Semaphore wakes = new Semaphore(0);
    private final RollCall rollCall = new RollCall();
    private volatile Thread loop;

    public Heartbeat(Claims claims, Clock clock) {
        this(claims, clock, System::nanoTime);
    }

    Heartbeat(Claims claims, Clock clock, LongSupplier nanoTime) {
        this.claims = claims;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    @Override
    protected void doStart() {
        loop = new Thread(this::loop, "heartbeat");
        loop.start();
    }

    @Override
    protected void doStop() {
        loop.interrupt();
    }

    /** Answered while somebody renews leases. */
    public void call(Runnable answered) {
        rollCall.call(loop, wakes::release, answered);
    }

    private void loop() {
        long every = claims.lease().toNanos() / BEATS_PER_LEASE;
        long next = System.nanoTime() + every;
        while (isRunAllowed()) {
            try {
                if (!wakes.tryAcquire(next - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    beat();
                    next = System.nanoTime() + every;
                }
            } catch (InterruptedException stop) {
                return;
            }
            rollCall.answer();
        }
    }

    int running() {
        return held.size();
    }

    Duration lease() {
        return claims.lease();
    }

    /** Keeps a turn until it is released, or is another's. */
    void keep(Turn turn) {
        turns.add(turn);
    }

    void release(Turn turn) {
        turns.remove(turn);
        turn.end();
    }

    /** Takes up to {@code max} due requests; each has to be {@link #work worked}. */
    List<Claim> claim(int max) {
        Held asked = now(null);
        List<Claim> taken = claims.claim(max);
        taken.forEach(claim -> held.put(claim.referralId(), until(claim, asked)));
        return taken;
    }

    /** Runs what is done under the claim, on this thread; its pair may be claimed anew before that has quite ended. */
    void work(Claim claim, Runnable work) {
        worked.set(claim);
        try {
            work.run();
        } finally {
            worked.remove();
            held.computeIfPresent(claim.referralId(), (id, until) -> until.claim() == claim ? null : until);
        }
    }

    /**
     * Asked right before each remote call.
     *
     * @throws LeaseLost where the call would belong to a run that another process may have by now
     */
    public void pass() {
        Claim claim = worked.get();
        if (claim == null) {
            return;
        }
        Held until = held.get(claim.referralId());
        Held now = now(claim);
        if (until == null || until.claim() != claim || now.isAfter(until)) {
            throw new LeaseLost(claim);
        }
    }

    void beat() {
        keepTurns();
        try {
            Held asked = now(null);
            List<Claim> all = held.values().stream().map(Held::claim).toList();
            List<Claim> lost = all.isEmpty() ? all : claims.renew(all);
            all.forEach(claim -> held.computeIfPresent(
                    claim.referralId(),
                    (id, before) -> before.claim() == claim ? renewed(claim, asked, lost) : before));
        } catch (RuntimeException e) {
            LOG.warn("The leases could not be renewed; what does not hold one any more calls nobody: {}", e.toString());
        }
    }

    private void keepTurns() {
        try {
            turns.removeIf(turn -> !turn.isHeld());
            turns.forEach(Turn::keep);
        } catch (RuntimeException e) {
            LOG.warn("The turn at a list could not be kept; another process may go on with it: {}", e.toString());
        }
    }

    private Held renewed(Claim claim, Held asked, List<Claim> lost) {
        return lost.contains(claim) ? now(claim) : until(claim, asked);
    }

    /** A moment; as the end of a lease, one that is over. */
    private Held now(Claim claim) {
        return new Held(claim, nanoTime.getAsLong(), clock.millis());
    }

    private Held until(Claim claim, Held asked) {
        return new Held(
                claim,
                asked.nanos() + claims.lease().toNanos(),
                asked.millis() + claims.lease().toMillis());
    }
}
