package org.referralconnectors.store;

/** What is worked first; stored as its ordinal. */
public enum Priority {
    LIVE,
    RETRY,
    BACKFILL
}
