package org.referralconnectors.dynamics;

/** A success of the organisation that is not what was asked for, or only a part of it: nothing of it is believed. */
public final class OddAnswer extends RuntimeException {

    private static final long serialVersionUID = 1;

    OddAnswer(String message) {
        super(message);
    }
}
