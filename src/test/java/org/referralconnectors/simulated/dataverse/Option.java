package org.referralconnectors.simulated.dataverse;

/**
 * One value of an option set.
 *
 * @param language of the label; users of another one get none
 * @param state for a status reason: the state that it belongs to; else null
 * @param defaultStatus for a state: the reason it gets when none is named; else null
 */
public record Option(int value, String label, int language, Integer state, Integer defaultStatus) {

    /** The application user's language. */
    static final int ENGLISH = 1033;

    public static Option of(int value, String label) {
        return new Option(value, label, ENGLISH, null, null);
    }

    public static Option reason(int value, String label, int state) {
        return new Option(value, label, ENGLISH, state, null);
    }

    static Option state(int value, String label, int defaultStatus) {
        return new Option(value, label, ENGLISH, null, defaultStatus);
    }

    /** The same, named in this language only. */
    public Option in(int lcid) {
        return new Option(value, label, lcid, state, defaultStatus);
    }
}
