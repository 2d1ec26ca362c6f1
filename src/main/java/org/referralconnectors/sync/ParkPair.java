package org.referralconnectors.sync;

/** Says that this pair can't go on without a person: it is parked, and others go on. Holds no personal data. */
public final class ParkPair extends RuntimeException {

    private final String code;
    private final String remedy;
    private final boolean replayOnly;
    private final String step;

    /** @param replayOnly whether a new event must not try it again */
    public ParkPair(String code, String reason, String remedy, boolean replayOnly) {
        this(code, reason, remedy, replayOnly, null);
    }

    /** @param step the part of the run that says so; null: the last operation called */
    public ParkPair(String code, String reason, String remedy, boolean replayOnly, String step) {
        super(reason, null, false, false);
        this.step = step;
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

    /** Null where the last operation called is the step. */
    public String step() {
        return step;
    }

    public boolean replayOnly() {
        return replayOnly;
    }
}
