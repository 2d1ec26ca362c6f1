package org.referralconnectors.store;

import java.util.Locale;

/** Why a pair may be out of step. Each is counted in the column of its name. */
public enum Cause {
    WEBHOOK,
    LEAD_POLL,
    SWEEP,
    OPERATOR,
    BACKFILL;

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
