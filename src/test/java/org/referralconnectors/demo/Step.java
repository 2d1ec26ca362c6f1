package org.referralconnectors.demo;

/**
 * One step of the story.
 *
 * @param act plays it and returns how long the connectors took, in milliseconds; throws when it does not happen
 */
record Step(String title, Act act) {

    /** Plays a step. */
    @FunctionalInterface
    interface Act {
        long play() throws Exception;
    }
}
