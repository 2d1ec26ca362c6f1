package org.referralconnectors.sync;

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
    private static final String WHY = "too many pairs would close within an hour: waits for approve";

    private final Database database;
    private final Pairs pairs;
    private final Moves moves;

    public Brakes(Database database, Pairs pairs, Moves moves) {
        this.database = database;
        this.pairs = pairs;
        this.moves = moves;
    }

    /** What was planned, without its status where a brake does not let that go. */
    PairState hold(Run run, PairState planned) {
        for (Move move : planned.plan().moves()) {
            if (!allows(run, move.name())) {
                return planned.without(Set.of("status"), WHY);
            }
        }
        return planned;
    }

    /** Asks to make a move; a run that only looks asks what the answer would be. */
    boolean allows(Run run, String kind) {
        String referralId = run.getReferralId();
        if (run.isDry()) {
            return moves.foresee(referralId, kind, this::isLeft) == Moves.Verdict.MADE;
        }
        return database.writeNow(referralId, handle -> moves.tryMove(handle, referralId, kind, this::isLeft))
                == Moves.Verdict.MADE;
    }

    /** Five in a hundred of those that have a lead; others are seen, but nothing is written of them. */
    private boolean isLeft(Handle handle, int others) {
        return others < FEW || pairs.withLeadAreAtLeast(handle, ONE_IN * (others + 1L));
    }
}
