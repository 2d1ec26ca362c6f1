package org.referralconnectors.sync;

import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.Moves;
import org.referralconnectors.store.Pairs;
import org.referralconnectors.sync.plan.Move;
import org.referralconnectors.sync.plan.PairState;

/**
 * Holds back moves that can't be undone when there are suspiciously many: more than twenty pairs, or five in a hundred
 * of those that have a lead, that would close or be recreated within an hour. They wait for {@code approve}.
 */
public final class Brakes {

    private static final int FEW = 20;
    private static final int ONE_IN = 20;
    private static final String WHY = "too many pairs would close or be recreated within an hour: waits for approve";

    private final Database database;
    private final Pairs pairs;
    private final Moves moves;

    public Brakes(Database database, Pairs pairs, Moves moves) {
        this.database = database;
        this.pairs = pairs;
        this.moves = moves;
    }

    /** What was planned, without the moves that a brake does not let go; those that go are not made yet. */
    PairState hold(Run run, PairState planned) {
        PairState left = planned;
        for (Map.Entry<Move, Set<String>> move : planned.plan().moves().entrySet()) {
            if (isHeld(run, move.getKey())) {
                left = left.without(move.getValue(), WHY);
            }
        }
        return left;
    }

    /**
     * Counts the moves that are made now, in the unit that puts their intent on disk.
     *
     * @throws Stale which undoes the unit, where others were faster
     */
    void make(Handle handle, Run run, Set<Move> made) {
        for (Move move : made) {
            Moves.Verdict verdict = moves.tryMove(handle, run.getReferralId(), move.name(), this::isLeft);
            if (verdict == Moves.Verdict.HELD) {
                throw new Stale(WHY);
            }
        }
    }

    /** A move that is held is remembered, so that {@code approve} can show it. */
    private boolean isHeld(Run run, Move move) {
        String id = run.getReferralId();
        boolean held = moves.foresee(id, move.name(), this::isLeft) == Moves.Verdict.HELD;
        if (held && !run.isDry()) {
            database.executeNow(id, handle -> moves.hold(handle, id, move.name()));
        }
        return held;
    }

    /** Five in a hundred of those that have a lead; others are seen, but nothing is written of them. */
    private boolean isLeft(Handle handle, int others) {
        return others < FEW || pairs.withLeadAreAtLeast(handle, ONE_IN * (others + 1L));
    }
}
