package org.referralconnectors.store;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Which referral of an engagement has, or is about to make, its one lead. A reservation begins before the lead is made,
 * and ends with the run that gives the lead up; then the engagement's other referrals are looked at.
 */
public final class Engagements {

    private final Requests requests;

    public Engagements(Requests requests) {
        this.requests = requests;
    }

    /** Leaves the engagements of a referral to others, which are not told. */
    public void release(Handle handle, String referralId) {
        released(handle, referralId);
    }

    /**
     * Leaves the engagements of a referral to others, and has them looked at.
     *
     * @param parkedToo whether also those that are parked; not where that could be for the same reason, since two could
     *     then wake each other for ever
     */
    public void handOn(Handle handle, String referralId, boolean parkedToo) {
        released(handle, referralId).forEach(engagement -> lookAtOthers(handle, engagement, referralId, parkedToo));
    }

    /** Has the other referrals of an engagement looked at, as far as they have no lead. */
    public void lookAtOthers(Handle handle, String engagementId, String referralId, boolean parkedToo) {
        handle.createQuery(
                        """
                        SELECT referral_id FROM pairs
                        WHERE engagement_id = :engagement AND referral_id <> :referral AND lead_id IS NULL
                            AND (:parkedToo = 1 OR NOT EXISTS (SELECT 1 FROM requests
                                WHERE requests.referral_id = pairs.referral_id AND requests.state = 'parked'))
                        ORDER BY referral_id
                        """)
                .bind("engagement", engagementId)
                .bind("referral", referralId)
                .bind("parkedToo", parkedToo ? 1 : 0)
                .mapTo(String.class)
                .forEach(other -> requests.request(handle, Event.live(other, Cause.FOLLOW_UP)));
    }

    /**
     * Whether a referral still has the engagement. Nobody takes it from it before the unit ends, so that who waits for
     * it is among those that are looked at then.
     */
    public boolean isHeldBy(Handle handle, String engagementId, String referralId) {
        return handle.createUpdate(
                                """
                        UPDATE engagements SET referral_id = referral_id
                        WHERE engagement_id = :engagement AND referral_id = :referral
                        """)
                        .bind("engagement", engagementId)
                        .bind("referral", referralId)
                        .execute()
                == 1;
    }

    private static List<String> released(Handle handle, String referralId) {
        return handle.createQuery("DELETE FROM engagements WHERE referral_id = :id RETURNING engagement_id")
                .bind("id", referralId)
                .mapTo(String.class)
                .list();
    }
}
