package org.referralconnectors.sync.plan.laws;

/**
 * What befalls a run.
 *
 * @param meanwhile what somebody does at that moment; null where the run ends there
 * @param kills whether the process ends, so that nothing more is committed; otherwise only the call fails
 */
record Trouble(Moment moment, Act meanwhile, boolean kills) {

    static final Trouble NONE = new Trouble(null, null, false);

    static Trouble crash(Moment moment) {
        return new Trouble(moment, null, true);
    }

    static Trouble timeOut(Moment moment) {
        return new Trouble(moment, null, false);
    }

    static Trouble race(Moment moment, Act meanwhile) {
        return new Trouble(moment, meanwhile, false);
    }

    @Override
    public String toString() {
        return (kills ? "a crash at " : meanwhile == null ? "a time-out at " : "at ")
                + moment
                + (meanwhile == null ? "" : " " + meanwhile);
    }
}
