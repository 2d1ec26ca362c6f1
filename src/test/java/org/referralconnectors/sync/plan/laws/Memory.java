package org.referralconnectors.sync.plan.laws;

import org.referralconnectors.sync.plan.Agreed;

/**
 * What the store holds of the pair, and what a crash leaves.
 *
 * @param agreed JSON
 * @param intent null when nothing is under way
 * @param ownReferral the referral's eTag after our last write, or null
 * @param ownLead the lead's, likewise
 */
record Memory(String agreed, String intent, String ownReferral, String ownLead) {

    static final Memory EMPTY = new Memory(Agreed.none().toJson(), null, null, null);

    Memory withAgreed(Agreed changed) {
        return new Memory(changed.toJson(), intent, ownReferral, ownLead);
    }
}
