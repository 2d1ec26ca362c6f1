package org.referralconnectors.store;

/** The store can't be used now, or not with these settings; the message says which and what to do. */
public final class StoreUnavailable extends RuntimeException {
    StoreUnavailable(String message) {
        super(message);
    }

    StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
