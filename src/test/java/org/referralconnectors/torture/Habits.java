package org.referralconnectors.torture;

import java.util.EnumMap;
import java.util.Map;

/**
 * What people do, in how many of a thousand acts; what is left is a plain edit.
 *
 * @param atLeast referrals that are there before anything else happens
 * @param busy of the latest referrals get most of the edits
 * @param referral edits on that side, in a thousand; the others on the lead
 */
record Habits(Map<Act, Integer> acts, int atLeast, int busy, int referral) {

    enum Act {
        /** A new referral. */
        FRESH,
        /** A new referral whose lead somebody has made already. */
        FOUND,
        /** A change of status on either side. */
        MOVE,
        DELETE,
        /** An edit that gets its version now and is committed later. */
        LATE,
        MERGE,
        /** Further referrals of an engagement. */
        RELATE
    }

    static final Habits USUAL = new Habits(Map.of(), 8, 12, 500)
            .with(Act.FRESH, 51)
            .with(Act.FOUND, 9)
            .with(Act.MOVE, 60)
            .with(Act.DELETE, 3)
            .with(Act.LATE, 30)
            .with(Act.MERGE, 8)
            .with(Act.RELATE, 12);

    /** Nothing but edits, of so many pairs. */
    static Habits editing(int pairs, int referral) {
        return new Habits(Map.of(), pairs, pairs, referral);
    }

    Habits with(Act act, int inAThousand) {
        Map<Act, Integer> more = acts.isEmpty() ? new EnumMap<>(Act.class) : new EnumMap<>(acts);
        more.put(act, inAThousand);
        return new Habits(more, atLeast, busy, referral);
    }

    /** The act of a throw of a die with a thousand sides; null: a plain edit. */
    Act act(int dice) {
        int left = dice;
        for (Map.Entry<Act, Integer> each : acts.entrySet()) {
            left -= each.getValue();
            if (left < 0) {
                return each.getKey();
            }
        }
        return null;
    }
}
