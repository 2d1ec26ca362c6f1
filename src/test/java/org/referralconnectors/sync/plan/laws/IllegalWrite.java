package org.referralconnectors.sync.plan.laws;

/** A write that the real service would refuse: what a plan must never ask for. */
final class IllegalWrite extends AssertionError {

    IllegalWrite(String message) {
        super(message);
    }
}
