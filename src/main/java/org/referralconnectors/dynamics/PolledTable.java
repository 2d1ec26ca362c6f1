package org.referralconnectors.dynamics;

/**
 * A table whose changes are polled, and what of each row is asked for.
 *
 * @param name logical, such as {@code lead}
 * @param key the column of a row's id
 * @param columns for {@code $select}, beside the key
 */
public record PolledTable(String name, String key, String columns) {

    /** A row's pair is found by the lead's id, or by the referral's id in its subject. */
    public static final PolledTable LEADS = new PolledTable("lead", "leadid", "subject");
}
