package org.referralconnectors.mapping;

/** The conversions that a row can name with {@code as:}. */
enum Kind {
    TEXT,
    NUMBER,
    YES_NO,
    DATE,
    OPTION,
    SIZE,
    COUNTRY,
    COUNTRY_NAME,
    SUBJECT,
    DEAL,
    STATUS,
    LEAD_ID;

    /** Whether a lead's value can be turned into a referral's. */
    boolean isTwoWay() {
        return this != SIZE && this != COUNTRY && this != COUNTRY_NAME && this != SUBJECT;
    }
}
