package org.referralconnectors.sync;

/** Says that this pair can't go on without a person: it is parked, and others go on. Holds no personal data. */
public final class ParkPair extends RuntimeException {

    private final String code;
    private final String remedy;
    private final boolean replayOnly;

    /** @param replayOnly whether a new event must not try it again */
    public ParkPair(String code, String reason, String remedy, boolean replayOnly) {
        super(reason, null, false, false);
        this.code = code;
        this.remedy = remedy;
        this.replayOnly = replayOnly;
    }

    public String code() {
        return code;
    }

    public String remedy() {
        return remedy;
    }

    public boolean replayOnly() {
        return replayOnly;
    }
}
