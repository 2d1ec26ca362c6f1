package org.referralconnectors.store;

/** The store's tables are not those of this release; the message says which way and what to do. */
public final class WrongSchema extends RuntimeException {
    WrongSchema(String message) {
        super(message);
    }
}
