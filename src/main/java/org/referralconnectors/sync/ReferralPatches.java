package org.referralconnectors.sync;

import java.util.ArrayDeque;
import java.util.Deque;

/** The PATCHes of one plan that are still to be sent. */
final class ReferralPatches {

    private final Deque<ReferralPatch> waiting = new ArrayDeque<>();

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    ReferralPatch next() {
        return waiting.element();
    }

    void add(ReferralPatch patch) {
        waiting.add(patch);
    }

    ReferralPatch answered() {
        return waiting.remove();
    }
}
