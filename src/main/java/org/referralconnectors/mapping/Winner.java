package org.referralconnectors.mapping;

/** Whose value counts when both sides changed differently; {@code MANUAL} leaves it to a person. */
public enum Winner {
    REFERRAL,
    LEAD,
    NEWEST,
    MANUAL
}
