package org.referralconnectors.simulated.dataverse;

/**
 * One value of an option set.
 *
 * @param state for a status reason: the state that it belongs to; else null
 * @param defaultStatus for a state: the reason it gets when none is named; else null
 */
public record Option(int value, String label, Integer state, Integer defaultStatus) {

    public static Option of(int value, String label) {
        return new Option(value, label, null, null);
    }

    public static Option reason(int value, String label, int state) {
        return new Option(value, label, state, null);
    }

    static Option state(int value, String label, int defaultStatus) {
        return new Option(value, label, null, defaultStatus);
    }
}
