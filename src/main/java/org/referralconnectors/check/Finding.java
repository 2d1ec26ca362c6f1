package org.referralconnectors.check;

/**
 * One prerequisite that was looked at.
 *
 * @param where {@code settings}, {@code mapping}, {@code store}, {@code ports} or the name of a remote system
 * @param what the prerequisite, in a few words
 * @param text what was found; where it is not fine, what to do about it and where
 */
public record Finding(Level level, String where, String what, String text) {

    /** {@code MEND} stands in the way; {@code NOTE} is for somebody to decide. */
    public enum Level {
        OK,
        NOTE,
        MEND
    }
}
