package org.referralconnectors.sync.plan.laws;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.assertj.core.api.Assertions;
import org.referralconnectors.mapping.Clear;
import org.referralconnectors.mapping.Field;
import org.referralconnectors.mapping.LeadIdField;
import org.referralconnectors.mapping.StatusField;
import org.referralconnectors.mapping.Winner;
import org.referralconnectors.sync.plan.Action;
import org.referralconnectors.sync.plan.FieldPlan;
import org.referralconnectors.sync.plan.Kept;
import org.referralconnectors.sync.plan.Plan;
import org.referralconnectors.sync.plan.Side;

/**
 * An observer who sees every delivery, also those whose answer we lost, and so knows for each field what both sides
 * held when they were last truly in step. He refuses a write for which nobody made a change, a change that is
 * overwritten without being called a conflict, and a change that is ignored without a reason. Status, lead id and what
 * a create writes are not his.
 */
final class Ledger {

    private final Map<String, Base> bases = new HashMap<>();
    private final Map<String, Base> staged = new HashMap<>();
    private final Set<String> resolved = new HashSet<>();
    private final Map<String, Written> unknown = new HashMap<>();
    private final Set<String> arrived = new HashSet<>();
    private final Set<String> answered = new HashSet<>();
    private final Set<String> obeyed = new HashSet<>();
    private final Map<String, Base> explained = new HashMap<>();

    private final Newest newest = new Newest();

    private boolean closed;
    private boolean open;

    /** Both null where a field waits under a row that knows nothing else. */
    private record Base(String row, String referral, String lead) {}

    /** A delivery whose answer may be lost; {@code before} is what it replaced. */
    private record Written(boolean toReferral, String before, String value) {}

    /** An operator chose a side: the next write of this field needs no other reason. */
    void resolved(String field) {
        resolved.add(field);
    }

    /** What the next plan goes by. */
    void read(JsonNode referral, JsonNode lead) {
        closed = referral.path("status").asText().equals("Closed");
        open = lead == null || lead.path("statecode").asInt() == 0;
    }

    /** A person saves one of the records. */
    void edited(Side side, Instant now) {
        newest.edited(side, now);
    }

    /** A run begins: what the last one knew beyond its commits is gone. */
    void begun() {
        staged.clear();
        answered.clear();
        obeyed.clear();
        newest.begun();
    }

    /** A run reads both sides. */
    void looked(World world) {
        newest.looked(world);
    }

    /** A write is about to be on disk, and will be sent. */
    void intended(World world, Side side, Plan plan, Set<String> fields) {
        newest.intended(world, side, plan, fields);
    }

    /** The last write's answer was processed. */
    void known(Side side) {
        answered.addAll(arrived);
        obeyed.addAll(arrived);
        newest.answered(side);
    }

    /** What the run knows is on disk. */
    void committed() {
        bases.putAll(staged);
        staged.clear();
        unknown.keySet().removeAll(answered);
        answered.clear();
        resolved.removeAll(obeyed);
        obeyed.clear();
        newest.committed();
    }

    /** Whether just these values were settled with a reason, or are what a service made of a write. */
    boolean isExplained(Field field, String referral, String lead) {
        return new Base(field.rowHash(), referral, lead).equals(explained.get(field.name()));
    }

    /** Where a side holds just what was intended, it counts as delivered, though somebody may have typed the same. */
    void recovered(World world, Plan plan, Kept kept) {
        for (Side side : Side.values()) {
            JsonNode intended = World.json(kept.intents()).path(side.text());
            for (FieldPlan planned : plan.fields()) {
                intended.path("fields")
                        .path(planned.field())
                        .path("tries")
                        .forEach(one -> recovered(
                                world, side, planned, one.path("other").asText()));
            }
        }
    }

    private void recovered(World world, Side side, FieldPlan planned, String other) {
        boolean toLead = side == Side.RECORD;
        String source = toLead ? planned.agreedReferral() : planned.agreedLead();
        String target = toLead ? planned.agreedLead() : planned.agreedReferral();
        String now = toLead ? planned.lead() : planned.referral();
        if (other.equals(source) && now.equals(target)) {
            String row = world.map().field(planned.field()).orElseThrow().rowHash();
            bases.put(planned.field(), new Base(row, planned.agreedReferral(), planned.agreedLead()));
            resolved.remove(planned.field());
        }
    }

    /** A write leaves: whether it is right is asked now, since it can't be called back. */
    void sent(World world, Flight flight) {
        watched(flight, (field, planned) -> judge(world, field, planned, flight.side()));
    }

    /** Whether or not anybody hears of it, both sides are in step in what it wrote. */
    void arrived(World world, Flight flight, JsonNode answer) {
        arrived.clear();
        boolean toReferral = flight.side() == Side.REFERRAL;
        watched(flight, (field, planned) -> {
            String now = toReferral ? field.referral(answer) : field.lead(answer, world.terms());
            wrote(field, toReferral ? now : planned.referral(), toReferral ? planned.lead() : now);
            arrived.add(field.name());
            unknown.put(field.name(), new Written(toReferral, toReferral ? planned.referral() : planned.lead(), now));
        });
    }

    /** By the rows that it was planned under: what they said does not count under others. */
    private static void watched(Flight flight, BiConsumer<Field, FieldPlan> each) {
        for (FieldPlan planned : flight.plan().fields()) {
            Field field = flight.map().field(planned.field()).orElseThrow();
            if (flight.fields().contains(planned.field()) && isWatched(field)) {
                each.accept(field, planned);
            }
        }
    }

    private void wrote(Field field, String referral, String lead) {
        Base base = new Base(field.rowHash(), referral, lead);
        bases.put(field.name(), base);
        explained.put(field.name(), base);
    }

    private void judge(World world, Field field, FieldPlan planned, Side side) {
        boolean toReferral = side == Side.REFERRAL;
        Action conflict = toReferral ? Action.CONFLICT_TO_REFERRAL : Action.CONFLICT_TO_LEAD;
        if (resolved.contains(field.name())) {
            return;
        }
        Base base = base(field);
        String from = toReferral ? planned.lead() : planned.referral();
        String over = toReferral ? planned.referral() : planned.lead();
        if (planned.action() == conflict) {
            expect(over.equals(planned.losingValue()), field, planned, "the losing value is not kept");
            expect(field.winner() != Winner.MANUAL, field, planned, "nobody resolved the conflict");
            boolean wins =
                    newest.mayWin(field, planned, !toReferral) || !isWritable(world, field, planned, !toReferral);
            expect(wins, field, planned, "the wrong side wins");
        }
        expect(field.clear() == Clear.COPY || !from.isEmpty(), field, planned, "clear: keep wipes");
        if (base == null) {
            boolean bothFilled = !from.isEmpty() && !over.isEmpty() && !field.isStandIn(planned.referral());
            expect(!from.isEmpty() || over.isEmpty(), field, planned, "a first meeting wipes");
            expect(!bothFilled || planned.action() == conflict, field, planned, "a first meeting overwrites silently");
            return;
        }
        boolean lost = isUnseen(field, planned);
        boolean reason = toReferral ? leadChanged(field, base, planned) : referralChanged(field, base, planned);
        expect(reason || lost, field, planned, "nobody changed its source");
        boolean change = toReferral ? referralChanged(field, base, planned) : leadChanged(field, base, planned);
        expect(!change || planned.action() == conflict || lost, field, planned, "a change is overwritten silently");
    }

    /** What a plan says without writing it. It counts from the next commit on. */
    void concluded(World world, Plan plan) {
        for (FieldPlan planned : plan.fields()) {
            Field field = world.map().field(planned.field()).orElseThrow();
            if (isWatched(field) && !planned.writes()) {
                conclude(world, field, planned);
            }
            if (isWatched(field) && planned.writes() && base(field) == null) {
                staged.put(field.name(), new Base(field.rowHash(), null, null));
            }
            if (isWatched(field)) {
                decide(world, field, planned);
            }
        }
    }

    /** A conflict that waits for its write is decided once. */
    private void decide(World world, Field field, FieldPlan planned) {
        boolean toLead = planned.action() == Action.CONFLICT_TO_LEAD;
        if (!toLead && planned.action() != Action.CONFLICT_TO_REFERRAL
                || field.winner() != Winner.NEWEST
                || resolved.contains(field.name())) {
            newest.undecided(field);
            return;
        }
        boolean referral = newest.mayWin(field, planned, true)
                && (toLead || !newest.mayWin(field, planned, false) || !isWritable(world, field, planned, false));
        newest.decided(field, planned, referral);
    }

    private void conclude(World world, Field field, FieldPlan planned) {
        Base base = base(field);
        boolean referral = base == null || !closed && referralChanged(field, base, planned);
        boolean lead = base == null || leadChanged(field, base, planned);
        obeyed.add(field.name());
        if (planned.action() == Action.PARK) {
            expect(
                    planned.park() != null && planned.park().reason() != null,
                    field,
                    planned,
                    "parked without a reason");
            if (base == null) {
                staged.put(field.name(), new Base(field.rowHash(), null, null));
            }
            return;
        }
        boolean isResolved = resolved.contains(field.name());
        answered.add(field.name());
        if (planned.action() == Action.SETTLE) {
            explained.put(field.name(), new Base(field.rowHash(), planned.referral(), planned.lead()));
        }
        Base counted = agreed(field, base, planned, referral, lead);
        boolean same = field.same(counted.referral(), counted.lead(), world.terms());
        if (planned.action() == Action.SETTLE && !isUnseen(field, planned)) {
            boolean fillsLead = base != null || !planned.referral().isEmpty();
            boolean fillsReferral = base != null || !planned.lead().isEmpty();
            boolean toLead = referral && fillsLead && isWritable(world, field, planned, false);
            boolean toReferral = lead && fillsReferral && isWritable(world, field, planned, true);
            boolean left = isResolved || (base == null || referral && lead) && isLeftToItsWinner(field, planned);
            expect(
                    base == null && closed || left || !toLead && !toReferral,
                    field,
                    planned,
                    "settled though it can be written");
        } else if (referral || lead) {
            expect(same || isUnseen(field, planned), field, planned, "a change is ignored");
        }
        if (referral || lead || same) {
            staged.put(field.name(), counted);
        }
    }

    private static Base agreed(Field field, Base base, FieldPlan planned, boolean referral, boolean lead) {
        return new Base(
                field.rowHash(),
                base == null || referral ? planned.referral() : base.referral(),
                base == null || lead ? planned.lead() : base.lead());
    }

    /** A row of one way whose winner is the side that it writes to: what people enter there stays. */
    private boolean isLeftToItsWinner(Field field, FieldPlan planned) {
        return !field.direction().toReferral() && newest.mayWin(field, planned, false)
                || !field.direction().toLead() && newest.mayWin(field, planned, true);
    }

    /** Said independently of the planner. */
    private boolean isWritable(World world, Field field, FieldPlan planned, boolean toReferral) {
        if (toReferral) {
            return field.direction().toReferral()
                    && !closed
                    && !field.toReferral(planned.lead(), world.terms()).isRefused();
        }
        return field.direction().toLead()
                && open
                && !field.isStandIn(planned.referral())
                && !field.toLead(planned.referral(), world.terms()).isRefused();
    }

    /** Whether a delivery can't be seen: somebody changed the value again, or the service made the old value of it. */
    private boolean isUnseen(Field field, FieldPlan planned) {
        Written written = unknown.get(field.name());
        if (written == null) {
            return false;
        }
        String now = written.toReferral() ? planned.referral() : planned.lead();
        return !written.value().equals(now) || written.value().equals(written.before());
    }

    private static boolean referralChanged(Field field, Base base, FieldPlan planned) {
        String now = planned.referral();
        boolean emptied = now.isEmpty() || field.isStandIn(now) && !field.isStandIn(base.referral());
        boolean counts = field.clear() == Clear.COPY || !field.direction().toLead() || !emptied;
        return counts && !now.equals(base.referral());
    }

    private static boolean leadChanged(Field field, Base base, FieldPlan planned) {
        String now = planned.lead();
        boolean counts = field.clear() == Clear.COPY || !field.direction().toReferral() || !now.isEmpty();
        return counts && !now.equals(base.lead());
    }

    private Base base(Field field) {
        Base base = staged.getOrDefault(field.name(), bases.get(field.name()));
        boolean isKnown = base != null && base.referral() != null && base.row().equals(field.rowHash());
        return isKnown ? base : null;
    }

    private static boolean isWatched(Field field) {
        return !(field instanceof StatusField) && !(field instanceof LeadIdField) && !field.onCreate();
    }

    private static void expect(boolean holds, Field field, FieldPlan planned, String breach) {
        if (!holds) {
            Assertions.fail("%s (%s, %s): %s%n  %s", field.name(), field.winner(), field.clear(), breach, planned);
        }
    }
}
