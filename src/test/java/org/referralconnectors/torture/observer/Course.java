package org.referralconnectors.torture.observer;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known of one field of one pair: who entered which value where, what each side has held, and since when. */
final class Course {

    /** Where a person entered a value, and when. Every value is entered once, so that this is its origin. */
    record Entry(Side side, String value, long seq) {}

    private final Mapped mapped;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Side, String> current = new EnumMap<>(Side.class);
    private final Map<Side, Entry> persons = new EnumMap<>(Side.class);
    private final Map<Side, Map<String, Long>> held = new EnumMap<>(Side.class);
    private final Map<Side, Long> newest = new EnumMap<>(Side.class);
    private final Set<ZoneId> zones = new HashSet<>();
    private Rules rules = Rules.asDelivered();
    private ZoneId zone = rules.zone();
    private boolean meets;
    private long still;

    Course(Mapped mapped) {
        this.mapped = mapped;
        for (Side side : Side.values()) {
            clear(side);
        }
    }

    private void clear(Side side) {
        current.put(side, "");
        persons.remove(side);
        held.put(side, new HashMap<>());
        newest.put(side, 0L);
    }

    /** Another lead takes the place of the one before: everything is met for the first time. */
    void anew() {
        clear(Side.LEAD);
        meets = true;
    }

    /** Another row is a first meeting; another zone is none. */
    void under(Rules next) {
        meets |= next.row(mapped) != null && !next.row(mapped).equals(rules.row(mapped));
        rules = next;
        zones.add(next.zone());
    }

    /** Nothing was left to do: from now on only what is entered later may be written. */
    void rested(long seq) {
        still = seq;
        meets = false;
    }

    void changed(Event event, String value) {
        Side side = event.side();
        zone = event.rules().zone();
        persons.remove(side);
        if (event.ours()) {
            origin(side.other(), value).ifPresent(origin -> newest.merge(side, origin.seq(), Math::max));
        } else {
            Entry entry = new Entry(side, value, event.seq());
            entries.add(entry);
            persons.put(side, entry);
        }
        current.put(side, value);
        held.get(side).put(value, event.seq());
    }

    String field() {
        return mapped.field;
    }

    Optional<Rules.Row> row() {
        return Optional.ofNullable(rules.row(mapped));
    }

    /** Whether its row is another one than when it was last at rest, or the lead is. */
    boolean meets() {
        return meets;
    }

    /** When nothing was left to do the last time. */
    long still() {
        return still;
    }

    String current(Side side) {
        return current.get(side);
    }

    /** What a person entered on this side and nobody has replaced; else null. */
    Entry persons(Side side) {
        return persons.get(side);
    }

    /** When this side got that value the last time; null if never. */
    Long held(Side side, String value) {
        return held.get(side).get(value);
    }

    /** When the newest of what the application has carried to this side was entered. */
    long newestCarriedTo(Side side) {
        return newest.get(side);
    }

    /** The latest entry on this side that is that value on the other, as the rules are now. */
    Optional<Entry> origin(Side from, String value) {
        return entries.stream()
                .filter(entry -> entry.side() == from)
                .filter(entry -> value.equals(mapped.carried(from, entry.value(), rules.zone())))
                .reduce((first, second) -> second);
    }

    /** Whether the other side has held it since it was entered. */
    boolean hasTravelled(Entry entry) {
        Map<String, Long> other = held.get(entry.side().other());
        return zones.stream()
                .map(known -> other.get(mapped.carried(entry.side(), entry.value(), known)))
                .anyMatch(seq -> seq != null && seq > entry.seq());
    }

    /** In the zone in which one of them was last changed. */
    boolean isEqual() {
        String referral = current.get(Side.REFERRAL);
        return current.get(Side.LEAD).equals(mapped.carried(Side.REFERRAL, referral, zone));
    }

    /** Whether both sides may stay as they are, now that nothing is left to do. */
    boolean isInStep() {
        return row().map(row -> isEqual() || !row.isBothWays() && mayDiffer(row))
                .orElse(true);
    }

    /** What was entered where it is not carried from stays until the other side changes. */
    private boolean mayDiffer(Rules.Row row) {
        Side from = row.carriesFrom(Side.REFERRAL) ? Side.REFERRAL : Side.LEAD;
        long entered = last(from);
        long own = last(from.other());
        boolean wins = row.winner().equals(from == Side.REFERRAL ? "referral" : "lead");
        boolean lay = !meets && own <= still && still < entered;
        return current(from).isEmpty() || own > entered || own > 0 && !wins && !lay;
    }

    private long last(Side side) {
        return entries.stream()
                .filter(entry -> entry.side() == side)
                .mapToLong(Entry::seq)
                .max()
                .orElse(0);
    }
}
