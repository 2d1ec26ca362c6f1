package org.referralconnectors.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.referralconnectors.store.Backlog;
import org.referralconnectors.store.Moves;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Pauses;
import org.referralconnectors.store.Tables;
import org.referralconnectors.sync.plan.Agreed;

/**
 * Everything that an operator can see and do. The commands, the {@code Sync} MBean and the status page are thin over
 * it, so that one thing has one meaning everywhere. It needs the store alone and works beside a running process, which
 * looks for new requests every second; what needs both sides read is asked of {@link DryRuns}.
 *
 * <p>Referral ids may come in any case. Whatever can't be done throws {@link OperationRefused} with the reason.
 */
public final class Operations {

    private final Tables tables;
    private final Backlog backlog;
    private final Pauses pauses;
    private final Moves moves;
    private final SyncRequests requests;
    private final LongWork longWork;
    private final Replays replays;
    private final Rulings rulings;
    private final Links links;
    private final Referrals referrals;
    private final Runnable hint;

    /** @param hint called when there may be something to run or to leave; only the time until then depends on it */
    public Operations(Tables tables, Runnable hint) {
        this.tables = tables;
        this.backlog = new Backlog(tables.database());
        this.pauses = new Pauses(tables.database());
        this.moves = new Moves(tables.database());
        this.requests = new SyncRequests(tables, hint);
        this.replays = new Replays(tables);
        this.rulings = new Rulings(tables);
        this.links = new Links(tables);
        this.referrals = new Referrals(tables);
        this.longWork = new LongWork(tables, requests, replays, referrals, hint);
        this.hint = hint;
    }

    public Backlog.Counts counts() {
        return backlog.counts();
    }

    /** How many pairs have a lead or were looked at for one. */
    public long pairs() {
        return tables.pairs().count();
    }

    /** How many pairs are in step, with nothing under way. */
    public long inStep() {
        return tables.pairs().inStep();
    }

    public List<Pauses.Pause> pauses() {
        return pauses.current();
    }

    /** The systems that are not called now, each with the reason and how it goes on. */
    public List<String> pausedTexts() {
        return pauses().stream().map(PausedSystems::text).toList();
    }

    /** Whole pairs first, the longest parked first; then single fields. */
    public List<Parked> parked() {
        return parked(backlog.parked(), tables.pairs().withParkedFields());
    }

    private List<Parked> parked(String id) {
        return parked(
                backlog.parked(id).stream().toList(),
                tables.pairs().find(id).stream().toList());
    }

    private static List<Parked> parked(List<Backlog.ParkedPair> pairs, List<Pair> withFields) {
        List<Parked> parked = new ArrayList<>();
        pairs.forEach(pair -> parked.add(Parked.of(pair)));
        for (Pair pair : withFields) {
            Agreed.parse(pair.agreed()).parked().forEach(field -> parked.add(Parked.of(pair, field)));
        }
        return parked;
    }

    /** Requests a run of one pair. */
    public void syncNow(String referralId) {
        requests.one(referrals.known(referralId));
    }

    /** Requests a run of a referral that Partner Center has; it need not be known here. */
    public void syncFound(String referralId) {
        requests.one(referrals.notErased(referralId));
    }

    /** Whether there is a pair, or a request that is not done with; what was erased is neither. */
    public boolean isKnown(String referralId) {
        return referrals.isKnown(referrals.notErased(referralId));
    }

    /**
     * Tries a parked pair again, and the fields that are parked in it; asked twice at once, it runs once.
     *
     * @return what is tried again: the referral's id, or the id and a field's name
     */
    public List<String> replay(String referralId) {
        String id = referrals.known(referralId);
        List<String> replayed = replays.replay(id);
        hint.run();
        if (replayed.isEmpty()) {
            throw new OperationRefused("referral " + id + " is not parked, nor is a field of it");
        }
        return replayed;
    }

    /** What is asked of every pair at once, and how far such work is. */
    public LongWork longWork() {
        return longWork;
    }

    /**
     * Settles a field that is parked.
     *
     * @param field its name in {@code mapping.yaml}
     * @param take {@code referral} or {@code lead}: whose value the next run writes to the other side
     */
    public void resolve(String referralId, String field, String take) {
        rulings.resolve(referrals.known(referralId), field, take);
        hint.run();
    }

    /** Gives a parked request up, on the record. A later event starts afresh. */
    public void drop(String referralId, String why) {
        rulings.drop(referrals.known(referralId), why);
    }

    /**
     * No call to a system until it is resumed; webhooks are still taken.
     *
     * @param system {@code partner-center}, {@code dynamics} or {@code all}
     */
    public void pause(String system) {
        for (RemoteSystem each : RemoteSystem.named(system)) {
            pauses.pause(each.text(), Pauses.Kind.OPERATOR, Pauses.UNTIL_RESUMED, "nothing is read or written there");
        }
        hint.run();
    }

    /**
     * Ends the pauses of a system, an operator's and any other.
     *
     * @return the systems that were paused
     */
    public List<String> resume(String system) {
        List<String> resumed = RemoteSystem.named(system).stream()
                .map(RemoteSystem::text)
                .filter(pauses::resume)
                .toList();
        hint.run();
        return resumed;
    }

    /** The moves that a brake holds back, the longest waiting first. */
    public List<Moves.Held> held() {
        return moves.held();
    }

    /**
     * Lets these moves go, on the record.
     *
     * @param shown what {@link #held()} answered: nothing is let go that nobody has seen
     * @return those that were still held
     */
    public List<Moves.Held> approve(List<Moves.Held> shown) {
        List<Moves.Held> approved = shown.stream().filter(rulings::approve).toList();
        hint.run();
        return approved;
    }

    /**
     * Makes a pair by hand. Whether there is such a lead is not looked at here: {@link DryRuns#planLinked} does.
     *
     * @param engagementId of the referral; null where it has none
     */
    public void link(String referralId, String leadId, String engagementId) {
        links.link(Referrals.id(referralId), leadId, engagementId);
        hint.run();
    }

    /** Undoes a pair; nothing is synced for the referral until it is linked again. */
    public void unlink(String referralId) {
        links.unlink(referrals.known(referralId));
    }

    /** Forgets a referral for good; see {@link LongWork#erase}. */
    public void erase(String referralId) {
        longWork.erase(referralId, walk -> {});
    }

    /** How far the request of one pair is; empty where there is none, or no more. */
    public Optional<Backlog.Request> request(String referralId) {
        return backlog.find(Referrals.id(referralId));
    }

    /** How far all that operators asked for is. */
    public Backlog.Asked asked() {
        return backlog.asked();
    }

    /** One pair's story: what it is now, and every decision about it, oldest first. */
    public Story explain(String referralId) {
        String id = referrals.known(referralId);
        return new Story(
                id,
                tables.pairs().find(id),
                backlog.find(id),
                parked(id),
                tables.history().of(id));
    }
}
