package org.referralconnectors.sync;

import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.referralconnectors.store.Claims;
import org.referralconnectors.store.Decision;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Tables;
import org.referralconnectors.sync.plan.Side;

/**
 * The one commit that stands before each remote write: what is about to be written is on disk, and the lease still
 * ours, before anything leaves for the other side. With what was left alone for good goes the reason.
 */
public final class Intending {

    private final Tables tables;
    private final Claims claims;
    private final Decisions decisions;

    public Intending(Tables tables, Claims claims, Decisions decisions) {
        this.tables = tables;
        this.claims = claims;
        this.decisions = decisions;
    }

    /** @param fields those of the plan that the write holds */
    void intend(Run run, Side side, Set<String> fields) {
        run.memory().now(run.memory().state().intend(side, fields));
        commit(run);
    }

    void commit(Run run) {
        Pair intended = run.memory().toStore();
        Optional<Decision> settled = decisions.settled(run);
        tables.database().executeNow(run.getReferralId(), handle -> {
            claims.hold(handle, run.claim());
            if (!run.memory().hadClaimedItsEngagement()) {
                claimEngagement(handle, intended);
            }
            tables.pairs().save(handle, intended);
            settled.ifPresent(decision -> tables.history().add(handle, decision));
        });
        run.memory().now(run.memory().state().told());
    }

    /** One lead per engagement, also when two of its referrals run at the same moment. */
    private void claimEngagement(Handle handle, Pair pair) {
        if (pair.engagementId() == null) {
            return;
        }
        String owner = tables.pairs().claimEngagement(handle, pair.engagementId(), pair.referralId());
        if (!owner.equals(pair.referralId()) && pair.leadId() == null) {
            throw new Stale("referral " + owner + " of the same engagement was first");
        }
    }
}
