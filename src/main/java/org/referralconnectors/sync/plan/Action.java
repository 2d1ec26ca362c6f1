package org.referralconnectors.sync.plan;

/** What a plan does about one field. */
public enum Action {
    NONE("none"),
    TO_LEAD("to-lead"),
    TO_REFERRAL("to-referral"),
    CONFLICT_TO_LEAD("conflict-to-lead"),
    CONFLICT_TO_REFERRAL("conflict-to-referral"),
    SETTLE("settle"),
    PARK("park");

    private final String text;

    Action(String text) {
        this.text = text;
    }

    /** The word that commands and the history use. */
    public String text() {
        return text;
    }

    public boolean isToLead() {
        return this == TO_LEAD || this == CONFLICT_TO_LEAD;
    }

    public boolean isToReferral() {
        return this == TO_REFERRAL || this == CONFLICT_TO_REFERRAL;
    }
}
