package org.referralconnectors.sync.plan;

/** A move that ends a side's life, and that a brake may hold back. */
public enum Move {
    CLOSE_REFERRAL,
    CLOSE_LEAD,
    /** A lead in the place of one that was deleted. */
    RECREATE
}
