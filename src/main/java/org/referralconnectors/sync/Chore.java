package org.referralconnectors.sync;

/** Work of the size of the store, in units so small that everything live fits between two of them. */
public interface Chore {

    /** Whether there is something to do; notes, where need be, that the time for it has come. */
    boolean isDue();

    /**
     * Does one unit.
     *
     * @return whether there is more
     */
    boolean step();
}
