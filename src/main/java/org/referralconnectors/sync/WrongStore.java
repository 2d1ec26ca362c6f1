package org.referralconnectors.sync;

/** The store was filled from another organisation or tenant than the settings name. */
public final class WrongStore extends RuntimeException {

    public WrongStore(String message) {
        super(message);
    }
}
