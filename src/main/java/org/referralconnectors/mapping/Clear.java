package org.referralconnectors.mapping;

/** What an emptied source means: nothing ({@code KEEP}), or that the other side is emptied too ({@code COPY}). */
public enum Clear {
    KEEP,
    COPY
}
