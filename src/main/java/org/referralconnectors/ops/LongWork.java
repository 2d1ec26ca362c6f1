package org.referralconnectors.ops;

import java.util.List;
import java.util.function.Consumer;
import org.referralconnectors.store.Tables;
import org.referralconnectors.store.Walks;
import org.referralconnectors.store.Walks.Walk;
import org.referralconnectors.sync.Chore;
import org.referralconnectors.sync.StoreWalk.Finished;

/**
 * What an operator asks of every pair at once. It goes chunk by chunk, and each chunk's place is on disk: what was
 * broken off is ended by the same command, or by the running process after half a minute.
 */
public final class LongWork {

    private final Tables tables;
    private final SyncRequests requests;
    private final Replays replays;
    private final Referrals referrals;
    private final Runnable hint;

    LongWork(Tables tables, SyncRequests requests, Replays replays, Referrals referrals, Runnable hint) {
        this.tables = tables;
        this.requests = requests;
        this.replays = replays;
        this.referrals = referrals;
        this.hint = hint;
    }

    /**
     * Requests a run of every pair that is known, behind all that is live.
     *
     * @param told after each chunk how far it is
     */
    public Finished syncAll(Consumer<Walk> told) {
        return requests.all(told);
    }

    /**
     * Tries again all that is parked, behind all that is live.
     *
     * @param errorCode only what is parked with this code; null or empty: everything
     * @param each told what is tried again: a referral's id, or the id and a field's name
     */
    public Finished replayAll(String errorCode, Consumer<String> each) {
        String code = errorCode == null || errorCode.isBlank() ? null : errorCode.strip();
        return new ReplayOfAll(tables, replays, hint).replay(code, each);
    }

    /**
     * Forgets a referral for good: its data leaves every table, and whatever names it from now on has nothing to do.
     * What was erased may be erased again, which does no harm.
     *
     * @param told after each chunk how far it is
     */
    public void erase(String referralId, Consumer<Walk> told) {
        new Erasing(tables).erase(referrals.knownOrErased(referralId), told);
    }

    /** What has not ended, of all processes on the store, the longest under way first. */
    public List<Walks.Open> underWay() {
        return tables.walks().open();
    }

    /** For a running process: each goes on with what a command has left. */
    public List<Chore> chores() {
        return List.of(new SyncRequests(tables, hint), new ReplayOfAll(tables, replays, hint), new Erasing(tables));
    }
}
