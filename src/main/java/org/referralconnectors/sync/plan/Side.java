package org.referralconnectors.sync.plan;

/** The two records of a pair. */
public enum Side {
    REFERRAL("referral"),

    /** The one in the CRM: the lead. */
    RECORD("lead");

    private final String text;

    Side(String text) {
        this.text = text;
    }

    /** The word that commands, the history and the store use. */
    public String text() {
        return text;
    }
}
