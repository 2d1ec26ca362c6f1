package org.referralconnectors.sync.plan.laws;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.referralconnectors.mapping.Field;
import org.referralconnectors.mapping.Winner;
import org.referralconnectors.sync.plan.FieldPlan;
import org.referralconnectors.sync.plan.Plan;
import org.referralconnectors.sync.plan.Side;

/** Who may win a conflict, by the observer's own clocks: he sees people edit, and never asks what a plan goes by. */
final class Newest {

    private final Map<Side, EditClock> clocks = new EnumMap<>(Side.class);
    private final Map<String, Judgement> judged = new HashMap<>();
    private final Map<String, Judgement> judging = new HashMap<>();

    /** Which side counted as the newest, for which values. */
    private record Judgement(String row, String referral, String lead, boolean referralWins) {

        private boolean isAbout(Field field, FieldPlan planned) {
            return row.equals(field.rowHash()) && referral.equals(planned.referral()) && lead.equals(planned.lead());
        }
    }

    Newest() {
        clocks.put(Side.REFERRAL, new EditClock());
        clocks.put(Side.RECORD, new EditClock());
    }

    void edited(Side side, Instant now) {
        clocks.get(side).edited(now);
    }

    void begun() {
        judging.clear();
        clocks.values().forEach(EditClock::begun);
    }

    void looked(World world) {
        clocks.forEach((side, clock) -> {
            if (side == Side.REFERRAL || world.lead().exists()) {
                clock.looked(world.version(side), world.holds(side));
            }
        });
    }

    void intended(World world, Side side, Plan plan, Set<String> fields) {
        Map<String, Predicate<String>> values = new HashMap<>();
        plan.fields().stream()
                .filter(planned -> fields.contains(planned.field()))
                .forEach(planned -> values.put(planned.field(), now -> world.mayBecome(side, planned, now)));
        clocks.get(side).intended(world.version(side), world.holds(side), values);
    }

    void answered(Side side) {
        clocks.get(side).answered();
    }

    void committed() {
        judged.putAll(judging);
        judging.clear();
        clocks.values().forEach(EditClock::committed);
    }

    /** A plan decides a conflict by who was the newest; that stands while neither value changes. */
    void decided(Field field, FieldPlan planned, boolean referralWins) {
        judging.put(field.name(), new Judgement(field.rowHash(), planned.referral(), planned.lead(), referralWins));
    }

    /** A plan says of a field that there is no conflict, or none that waits for its write. */
    void undecided(Field field) {
        judging.put(field.name(), null);
    }

    /** Whether this side may win. */
    boolean mayWin(Field field, FieldPlan planned, boolean referral) {
        if (field.winner() != Winner.NEWEST) {
            return field.winner() == (referral ? Winner.REFERRAL : Winner.LEAD);
        }
        Judgement before = judging.getOrDefault(field.name(), judged.get(field.name()));
        if (before != null && before.isAbout(field, planned)) {
            return before.referralWins() == referral;
        }
        EditClock ofReferral = clocks.get(Side.REFERRAL);
        EditClock ofLead = clocks.get(Side.RECORD);
        return referral ? ofReferral.mayBeNewerThan(ofLead) : !ofReferral.isSurelyNewerThan(ofLead);
    }
}
