package org.referralconnectors.torture.observer;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.referralconnectors.torture.observer.Event.What;

/** The events of all records in the order of their numbers, and the rules under which they happened. */
final class Log {

    /** When a call came, and what the application had been told then. */
    record Arrival(long seq, Rules rules) {}

    private final Clock clock;
    private final AtomicLong numbers = new AtomicLong();
    private final List<Event> events = new ArrayList<>();
    private final Set<String> retired = ConcurrentHashMap.newKeySet();
    private final Set<String> met = ConcurrentHashMap.newKeySet();
    private volatile Rules rules = Rules.asDelivered();

    Log(Clock clock) {
        this.clock = clock;
    }

    /** Under other rules than another zone alone, what was retired is met for the first time. */
    void rules(Rules next) {
        if (!next.in("UTC").equals(rules.in("UTC"))) {
            met.addAll(retired);
        }
        rules = next;
    }

    Rules rules() {
        return rules;
    }

    long next() {
        return numbers.incrementAndGet();
    }

    Arrival arrival() {
        return new Arrival(next(), rules);
    }

    Instant now() {
        return clock.instant();
    }

    boolean isRetired(String record) {
        return retired.contains(record);
    }

    /** Whether nothing of it has a reason to be written. */
    boolean liesStill(String record) {
        return retired.contains(record) && !met.contains(record);
    }

    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** Nobody touches these records from now on. */
    synchronized void retire() {
        events.stream().filter(event -> event.record() != null).forEach(event -> retired.add(event.record()));
        events.clear();
    }

    void forAll(What what, String note) {
        long seq = next();
        add(new Event(seq, now(), null, null, what, false, Map.of(), "", Ties.NONE, rules, seq, note));
    }

    /** A change of a record, or a look at it. */
    void add(What what, Side side, String id, Instant at, JsonNode record, boolean ours, Arrival asked) {
        long seq = next();
        Arrival arrival = asked == null ? new Arrival(seq, rules) : asked;
        Map<Mapped, String> values = record == null ? Map.of() : Mapped.values(side, record);
        String status = record == null ? "" : Mapped.status(side, record);
        Ties ties = record == null ? Ties.NONE : Ties.of(side, record);
        add(new Event(seq, at, side, id, what, ours, values, status, ties, arrival.rules(), arrival.seq(), ""));
    }

    /** Something else that concerns a record. */
    void add(What what, Side side, String id, long seq, boolean ours, String note) {
        add(new Event(seq, now(), side, id, what, ours, Map.of(), "", Ties.NONE, rules, seq, note));
    }

    private synchronized void add(Event event) {
        if (event.record() == null || !retired.contains(event.record())) {
            events.add(event);
        }
    }
}
