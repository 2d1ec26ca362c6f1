package org.referralconnectors.sync.plan.laws;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * When people last changed one side, as an observer knows it who sees them do it. He also knows what nobody can tell:
 * while a write of ours may have arrived unheard of, an edit that leaves only values that were there before, or that we
 * sent, looks like our own. Then the last edit may count and may not.
 */
final class EditClock {

    private Instant surely;
    private Instant perhaps;
    private boolean editedSinceLook;
    private String base;
    private Map<String, String> before = Map.of();
    private Map<String, Predicate<String>> ours = new HashMap<>();
    private boolean isOver;
    private Instant seenSurely;
    private Instant seenPerhaps;

    /** Somebody saves the record. */
    void edited(Instant now) {
        editedSinceLook = true;
        perhaps = now;
        if (base == null) {
            surely = now;
        }
    }

    /**
     * Writes to the side are on disk.
     *
     * @param version which they are to write over
     * @param held what the side holds, field by field
     * @param values whether what a field holds may come from one of them
     */
    void intended(String version, Map<String, String> held, Map<String, Predicate<String>> values) {
        if (!version.equals(base)) {
            base = version;
            before = held;
            ours = new HashMap<>();
        }
        values.forEach((field, value) -> ours.merge(field, value, Predicate::or));
    }

    /** A run begins; what the last one did not commit is gone. */
    void begun() {
        isOver = false;
    }

    /** A run reads the side, which holds this, field by field. */
    void looked(String version, Map<String, String> holds) {
        editedSinceLook = false;
        seenSurely = surely;
        seenPerhaps = perhaps;
        if (base == null || base.equals(version)) {
            return;
        }
        isOver = true;
        if (tells(holds)) {
            seenSurely = perhaps;
        }
    }

    private boolean tells(Map<String, String> holds) {
        return holds.entrySet().stream()
                .anyMatch(entry -> !entry.getValue().equals(before.get(entry.getKey()))
                        && !ours.getOrDefault(entry.getKey(), none -> false).test(entry.getValue()));
    }

    /** A write was answered: none that was sent before it can arrive any more. */
    void answered() {
        isOver = true;
    }

    /** What the run knows is on disk. */
    void committed() {
        if (!isOver) {
            return;
        }
        isOver = false;
        base = null;
        surely = editedSinceLook ? perhaps : seenSurely;
    }

    /** Whether people surely changed it later than the other side, as a run saw both, by more than five seconds. */
    boolean isSurelyNewerThan(EditClock other) {
        return isLater(seenSurely, other.seenSurely) && isLater(seenSurely, other.seenPerhaps);
    }

    /** Whether they may have. */
    boolean mayBeNewerThan(EditClock other) {
        return isLater(seenPerhaps, other.seenSurely) || isLater(seenPerhaps, other.seenPerhaps);
    }

    private static boolean isLater(Instant one, Instant other) {
        return one != null && other != null && one.isAfter(other.plusSeconds(5));
    }
}
