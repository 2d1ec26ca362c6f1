package org.referralconnectors.store;

import java.util.Locale;

/** Why a pair may be out of step. Each is counted in the column of its name. */
public enum Cause {
    WEBHOOK,
    /** The counterpart of the referral on its engagement changed; never makes a lead. */
    RELATED,
    LEAD_POLL,
    SWEEP,
    OPERATOR,
    BACKFILL,
    /** Our own last run left something to do. */
    FOLLOW_UP;

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
