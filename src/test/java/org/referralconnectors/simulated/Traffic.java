package org.referralconnectors.simulated;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What reached the simulated services, in order. Counts are complete; only the last {@value #KEPT} entries are kept.
 */
public final class Traffic {
    private static final int KEPT = 20_000;

    /** One call; {@code call} is {@code null} unless bodies are recorded. */
    public record Entry(Instant at, String service, String operation, int status, Call call) {}

    private record Key(String service, String operation, int status) {}

    private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();
    private final Deque<Entry> entries = new ArrayDeque<>();
    private volatile boolean recordBodies;

    /** Off by default; on, each entry keeps its whole call. */
    public void recordBodies(boolean record) {
        recordBodies = record;
    }

    void note(Entry entry) {
        Entry kept =
                recordBodies ? entry : new Entry(entry.at(), entry.service(), entry.operation(), entry.status(), null);
        counts.computeIfAbsent(new Key(entry.service(), entry.operation(), entry.status()), key -> new LongAdder())
                .increment();
        synchronized (entries) {
            if (entries.size() == KEPT) {
                entries.removeFirst();
            }
            entries.addLast(kept);
        }
    }

    /** All calls of a service since the last {@link #clear()}. */
    public long count(String service) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().service().equals(service))
                .mapToLong(count -> count.getValue().sum())
                .sum();
    }

    /** All calls of one operation of a service. */
    public long count(String service, String operation) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().service().equals(service))
                .filter(count -> count.getKey().operation().equals(operation))
                .mapToLong(count -> count.getValue().sum())
                .sum();
    }

    /** All counts, by service, operation and status: {@code partner-center patch-referral 204}. */
    public Map<String, Long> counts() {
        Map<String, Long> all = new TreeMap<>();
        counts.forEach(
                (key, count) -> all.put(key.service() + " " + key.operation() + " " + key.status(), count.sum()));
        return all;
    }

    /** The entries kept, oldest first. */
    public List<Entry> entries() {
        synchronized (entries) {
            return List.copyOf(entries);
        }
    }

    public void clear() {
        counts.clear();
        synchronized (entries) {
            entries.clear();
        }
    }
}
