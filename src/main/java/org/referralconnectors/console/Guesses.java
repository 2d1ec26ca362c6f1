package org.referralconnectors.console;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How often somebody may be wrong about the password: ten times at once, then once a second, for each peer; and for all
 * peers together that never were right fifty times at once, then ten times a second. Who has to wait is not even asked
 * for the password, so that a right guess is worth nothing then; a peer that was right before waits for itself alone.
 *
 * <p>A peer is an IPv4 address, the network of an IPv6 address (a /64 is one line's), or this machine.
 */
final class Guesses {

    private static final Limit OF_ONE = new Limit(10, TimeUnit.SECONDS.toNanos(1));
    private static final Limit OF_ALL = new Limit(50, TimeUnit.MILLISECONDS.toNanos(100));
    private static final int REMEMBERED = 1_000;
    private static final String THE_REST = "";
    private static final int NETWORK_BYTES = 8;

    /** @param atOnce that many, and then one more each {@code nanos} */
    private record Limit(int atOnce, long nanos) {}

    private final LongSupplier nanoTime;
    /** Until when what was wrong counts, by peer; who is wrong once more moves it on. */
    private final Map<String, Long> wrong = new HashMap<>();

    private final Set<String> wereRight = new LinkedHashSet<>();
    private long allWrong;

    Guesses(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.allWrong = nanoTime.getAsLong();
    }

    /** @return for how many nanoseconds the peer still has to wait; 0: it may try */
    synchronized long wait(String address) {
        String peer = peer(address);
        long own = excess(OF_ONE, wrong.getOrDefault(entry(peer), nanoTime.getAsLong()));
        return wereRight.contains(peer) ? own : Math.max(own, excess(OF_ALL, allWrong));
    }

    synchronized void wasRight(String address) {
        String peer = peer(address);
        wereRight.remove(peer);
        wereRight.add(peer);
        if (wereRight.size() > REMEMBERED) {
            wereRight.remove(wereRight.iterator().next());
        }
    }

    synchronized void wasWrong(String address) {
        long now = nanoTime.getAsLong();
        wrong.values().removeIf(until -> until - now <= 0);
        String entry = entry(peer(address));
        wrong.put(entry, later(wrong.getOrDefault(entry, now), now) + OF_ONE.nanos);
        allWrong = later(allWrong, now) + OF_ALL.nanos;
    }

    /** Where too many are wrong at a time, those who come last share one entry. */
    private String entry(String peer) {
        return wrong.containsKey(peer) || wrong.size() < REMEMBERED ? peer : THE_REST;
    }

    private long excess(Limit limit, long until) {
        return Math.max(0, until - nanoTime.getAsLong() - (limit.atOnce - 1) * limit.nanos);
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    /** @param address as digits, so that no name is looked up */
    private static String peer(String address) {
        try {
            InetAddress parsed = InetAddress.getByName(address);
            byte[] bytes = parsed.getAddress();
            if (parsed.isLoopbackAddress()) {
                return "this machine";
            }
            return HexFormat.of().formatHex(bytes.length == 4 ? bytes : Arrays.copyOf(bytes, NETWORK_BYTES));
        } catch (UnknownHostException noDigits) {
            return address;
        }
    }
}
