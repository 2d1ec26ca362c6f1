package org.referralconnectors.ops;

import org.referralconnectors.store.BetweenRuns;
import org.referralconnectors.store.Erasure;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Tables;
import org.referralconnectors.store.Tombstones;

/** Forgets a person's referral for good. */
final class Erasing {

    private final Tables tables;
    private final Erasure erasure;
    private final BetweenRuns betweenRuns;

    Erasing(Tables tables) {
        this.tables = tables;
        this.erasure = new Erasure(new Tombstones(tables.database()));
        this.betweenRuns = new BetweenRuns(tables.database());
    }

    void erase(String referralId) {
        betweenRuns.change(referralId, handle -> {
            erasure.erase(
                    handle, tables.pairs().find(handle, referralId).orElseGet(() -> Pair.first(referralId, "new")));
            return true;
        });
        if (!tables.database().forgetDeleted()) {
            throw new OperationRefused("referral " + referralId + " is erased, but a long read keeps the store's log"
                    + " from being cut: erase it once more when that has ended");
        }
    }
}
