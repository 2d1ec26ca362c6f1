package org.referralconnectors.sync;

/** Says that this pair can't go on without a person: it is parked, and others go on. Holds no personal data. */
public final class ParkPair extends RuntimeException {

    private final Trouble trouble;
    private final String step;

    public ParkPair(Trouble trouble, String reason) {
        this(trouble, reason, null);
    }

    /** @param step the part of the run that says so; null: the last operation called */
    public ParkPair(Trouble trouble, String reason, String step) {
        super(reason, null, false, false);
        this.trouble = trouble;
        this.step = step;
    }

    Trouble trouble() {
        return trouble;
    }

    /** Null where the last operation called is the step. */
    String step() {
        return step;
    }
}
