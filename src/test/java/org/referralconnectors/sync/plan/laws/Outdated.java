package org.referralconnectors.sync.plan.laws;

/** HTTP 412: somebody was faster. */
final class Outdated extends RuntimeException {

    Outdated(String side) {
        super(side + " changed since it was read");
    }
}
