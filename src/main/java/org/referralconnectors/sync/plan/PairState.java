package org.referralconnectors.sync.plan;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.referralconnectors.mapping.Organisation;
import org.referralconnectors.mapping.Refusal;

/**
 * What is known of a pair, from one look at it to the next: what both sides agreed on, which writes may still arrive,
 * which versions are our own, and when somebody else last changed each side. Between two steps of a run lies a call or
 * a commit; the steps themselves are here, without I/O and clock. Immutable: each step answers the state after it.
 */
public final class PairState {

    private final Agreed agreed;
    private final Map<Side, SideState> sides;
    private final Set<String> leadIds;
    private final Look look;
    private final List<FieldPlan> settled;
    private final int told;

    /** What a run has read, with what it plans about it; null before it has planned. */
    private record Look(Planner planner, Sides now, Plan plan) {}

    private PairState(
            Agreed agreed,
            Map<Side, SideState> sides,
            Set<String> leadIds,
            Look look,
            List<FieldPlan> settled,
            int told) {
        this.agreed = agreed;
        this.sides = sides;
        this.leadIds = leadIds;
        this.look = look;
        this.settled = settled;
        this.told = told;
    }

    /** @throws IllegalStateException if a document is something else than was stored */
    public static PairState of(Kept kept) {
        JsonNode open = kept.open();
        Map<Side, SideState> sides = new EnumMap<>(Side.class);
        sides.put(Side.REFERRAL, SideState.of(Side.REFERRAL, kept.referral(), open));
        sides.put(Side.RECORD, SideState.of(Side.RECORD, kept.lead(), open));
        return new PairState(Agreed.parse(kept.agreed()), sides, kept.leadIds(), null, List.of(), 0);
    }

    /** What goes to disk. */
    public Kept kept() {
        ObjectNode open = JsonNodeFactory.instance.objectNode();
        sides.forEach((side, state) -> state.write(open, side));
        return new Kept(
                agreed.toJson(),
                open.isEmpty() ? null : open.toString(),
                sides.get(Side.REFERRAL).past(),
                sides.get(Side.RECORD).past(),
                leadIds);
    }

    public Agreed agreed() {
        return agreed;
    }

    /** Null before {@link #plan()}. */
    public Plan plan() {
        return look == null ? null : look.plan();
    }

    /** What was left alone for good since this was taken from disk. */
    public List<FieldPlan> settled() {
        return settled;
    }

    /** That of which the history does not say the reason yet: it goes to disk together with this. */
    public List<FieldPlan> untold() {
        return settled.subList(told, settled.size());
    }

    /**
     * Takes in what both sides hold. A side that has moved since writes to it were sent holds our own values where it
     * holds what was written; such writes can't arrive any more.
     *
     * @param lead null while there is none
     */
    public PairState read(Planner planner, Organisation organisation, JsonNode referral, JsonNode lead) {
        Sides now = planner.sides(referral, lead, organisation);
        return looking(new Look(planner, now, null)).met(Side.REFERRAL).met(Side.RECORD);
    }

    private PairState met(Side side) {
        Sides now = look.now();
        if (!now.has(side)) {
            return this;
        }
        SideState before = sides.get(side);
        String version = now.version(side);
        Intents open = before.open();
        if (!open.isOpen() || open.base().equals(version)) {
            return with(side, before.seen(version, now.changedAt(side)));
        }
        boolean ours = open.explain(side, now, look.planner().map());
        SideState after = ours ? before.wrote(version) : before.seen(version, now.changedAt(side));
        return agreeing(open.recover(agreed, side, now, look.planner().map())).with(side, after.awaitingNothing());
    }

    /**
     * Plans from what was read. What needs no write is agreed, and whoever was the newest in a conflict is remembered
     * until its write is answered; while there is no lead, nothing is before one is about to be made.
     */
    public PairState planned() {
        Plan plan = look.planner()
                .plan(look.now(), agreed, leadIds, sides.get(Side.REFERRAL).isNewerThan(sides.get(Side.RECORD)));
        PairState next = planning(plan);
        return look.now().hasLead() ? next.agreeing(plan.agreedWithoutWrites()).settling(plan) : next;
    }

    /** Plans a lead in the place of one that is gone; what was agreed with that one stays until this one is made. */
    public PairState plannedAnew() {
        return planning(startOver(null).planned().plan().anew());
    }

    /** Plans to close the referral, whose lead is gone. */
    public PairState plannedClosing() {
        return planning(look.planner().closing(look.now(), agreed));
    }

    /** The lead is gone, and nothing is left to be done about it: no field waits any more. */
    public PairState withoutLead() {
        return agreeing(look.plan().agreedWithoutWrites());
    }

    private PairState settling(Plan plan) {
        List<FieldPlan> all = new ArrayList<>(settled);
        plan.fields().stream().filter(field -> field.action() == Action.SETTLE).forEach(all::add);
        return new PairState(agreed, sides, leadIds, look, List.copyOf(all), told);
    }

    /** Holds these of the plan's writes back. */
    public PairState without(Set<String> names, String why) {
        return planning(look.plan().without(names, why));
    }

    /** What is settled stands in the history by now. */
    public PairState told() {
        return new PairState(agreed, sides, leadIds, look, settled, settled.size());
    }

    /**
     * A write is about to be sent. This state has to be on disk before it is.
     *
     * @param fields those of the plan that it writes
     */
    public PairState intend(Side side, Set<String> fields) {
        List<FieldPlan> written = look.plan().fields(fields);
        PairState next = look.now().hasLead() ? this : agreeing(look.plan().agreedBeforeCreate(fields));
        return next.with(
                side,
                sides.get(side)
                        .awaiting(open -> open.and(
                                written, side, look.now(), look.planner().map())));
    }

    /**
     * A write was answered: what the answer holds is agreed, and its version is our own.
     *
     * @param fields those of the plan that it wrote
     * @param answer the record as the write left it
     */
    public PairState answered(Side side, Set<String> fields, JsonNode answer) {
        Sides now = look.now().with(side, answer);
        Agreed after = agreed;
        for (FieldPlan field : look.plan().fields(fields)) {
            after = after.with(field.field(), look.plan().agreedAfterWrite(field, side, now));
        }
        return looking(new Look(look.planner(), now, look.plan()))
                .agreeing(after)
                .with(side, sides.get(side).wrote(now.version(side)).awaitingNothing());
    }

    /** The write intended last was refused as a whole: it never arrives. */
    public PairState refused(Side side) {
        return with(side, sides.get(side).refused());
    }

    /** A write of this field alone was refused: the field waits, and the others go on. */
    public PairState refused(Side side, String field, Refusal why) {
        Agreed parked = agreed;
        for (FieldPlan plan : look.plan().fields(Set.of(field))) {
            parked = parked.park(plan, why);
        }
        return refused(side).agreeing(parked);
    }

    /** What was sent to a side is not waited for any more: should it arrive, it is somebody's edit. */
    public PairState giveUp(Side side) {
        return with(side, sides.get(side).awaitingNothing());
    }

    /**
     * Another lead takes the place of the one known: every field is met for the first time. What was sent to the
     * referral may still arrive.
     *
     * @param leadId null where one is to be made anew: then nothing is waited for
     */
    public PairState startOver(String leadId) {
        PairState afresh = agreeing(Agreed.none()).with(Side.RECORD, SideState.UNKNOWN);
        return leadId == null ? afresh.giveUp(Side.REFERRAL) : afresh.knowing(leadId);
    }

    /** The pair has this lead. */
    public PairState knowing(String leadId) {
        if (leadId == null || leadIds.contains(leadId)) {
            return this;
        }
        Set<String> all = Stream.concat(leadIds.stream(), Stream.of(leadId)).collect(toUnmodifiableSet());
        return new PairState(agreed, sides, all, look, settled, told);
    }

    private PairState agreeing(Agreed now) {
        return new PairState(now, sides, leadIds, look, settled, told);
    }

    private PairState planning(Plan plan) {
        return looking(new Look(look.planner(), look.now(), plan));
    }

    private PairState looking(Look next) {
        return new PairState(agreed, sides, leadIds, next, settled, told);
    }

    private PairState with(Side side, SideState state) {
        Map<Side, SideState> changed = new EnumMap<>(sides);
        changed.put(side, state);
        return new PairState(agreed, changed, leadIds, look, settled, told);
    }
}
