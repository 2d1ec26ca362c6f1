package org.referralconnectors.sync.plan.laws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.referralconnectors.mapping.FieldMap;
import org.referralconnectors.mapping.Subject;
import org.referralconnectors.mapping.Terms;
import org.referralconnectors.sync.plan.Agreed;
import org.referralconnectors.sync.plan.FieldPark;
import org.referralconnectors.sync.plan.OwnWrites;
import org.referralconnectors.sync.plan.Planner;
import org.referralconnectors.sync.plan.Policies;

/** One pair: both services, the store, the map, and an observer who forgets nothing. */
final class World {

    private static final Subject SUBJECT = new Subject("{name} [{id}]");
    private static final int ENOUGH = 5;

    private final ReferralSide referral;
    private final LeadSide lead;
    private final Policies policies;
    private final Terms terms;
    private final Ledger ledger = new Ledger();
    private final List<String> story = new ArrayList<>();
    private FieldMap map;
    private Memory memory = Memory.EMPTY;
    private Instant now = Instant.parse("2026-02-03T09:14:27Z");
    private int edits = 1;
    private int creates;

    World(Rows rows, String zone, boolean trims) {
        this.referral = new ReferralSide(ReferralSide.blank(), trims);
        this.lead = new LeadSide(trims);
        this.policies = new Policies(ZoneId.of(zone), true, true, false, true, SUBJECT);
        this.terms = new Terms(ZoneId.of(zone), true, SUBJECT, Crm.ORGANISATION);
        this.map = rows.map();
        tell("map:\n" + rows);
    }

    ReferralSide referral() {
        return referral;
    }

    LeadSide lead() {
        return lead;
    }

    FieldMap map() {
        return map;
    }

    Terms terms() {
        return terms;
    }

    Ledger ledger() {
        return ledger;
    }

    Memory memory() {
        return memory;
    }

    void commit(Memory changed) {
        memory = changed;
    }

    Instant now() {
        return now;
    }

    Planner planner() {
        return new Planner(map, policies);
    }

    OwnWrites ownWrites() {
        return new OwnWrites(memory.ownReferral(), memory.ownLead(), Set.of(ReferralSide.ID));
    }

    int edits() {
        return edits;
    }

    int writes() {
        return referral.writes() + lead.writes();
    }

    int creates() {
        return creates;
    }

    void created() {
        creates++;
    }

    void tell(String line) {
        story.add(line);
    }

    /** What happened, for the message of a failure. */
    String story() {
        return String.join("\n  ", story) + "\nreferral " + referral.read() + "\nlead " + lead.read() + "\nmemory "
                + memory;
    }

    /** A law that fails tells the history. */
    void tells(Runnable law) {
        try {
            law.run();
        } catch (AssertionError | RuntimeException e) {
            String message = e.getMessage() + "\n\nThe history:\n  " + story();
            throw new AssertionError(new String(message.getBytes(UTF_8), UTF_8), e);
        }
    }

    World after(List<Act> acts) {
        acts.forEach(act -> act.on(this));
        return this;
    }

    void wait(int seconds) {
        now = now.plusSeconds(seconds);
    }

    void editReferral(String path, JsonNode value) {
        edits += referral.edit(path, value, now) ? 1 : 0;
    }

    void moveReferral(String target) {
        edits += referral.move(target, now) ? 1 : 0;
    }

    void editLead(String column, JsonNode value) {
        edits += lead.edit(column, value, now) ? 1 : 0;
    }

    void moveLead(String target) {
        edits += lead.move(target, now) ? 1 : 0;
    }

    /** Every field whose row changed may have to be written once more, in both directions. */
    void remap(Rows rows) {
        map = rows.map();
        edits += 2;
    }

    void resolve(int which, String take) {
        List<FieldPark> parked = Agreed.parse(memory.agreed()).parked();
        if (parked.isEmpty()) {
            return;
        }
        String field = parked.get(which % parked.size()).field();
        tell("  it is " + field);
        memory = memory.withAgreed(Agreed.parse(memory.agreed()).resolve(field, take));
        ledger.resolved(field);
        edits++;
    }

    void replay() {
        Agreed agreed = Agreed.parse(memory.agreed());
        for (FieldPark park : agreed.parked()) {
            agreed = agreed.release(park.field());
        }
        memory = memory.withAgreed(agreed);
        edits++;
    }

    /** A run without any trouble. */
    Run run() {
        return run(false, null, null);
    }

    /** @param trouble what happens at {@code moment}: null for a crash */
    Run run(boolean referralFirst, Moment moment, Act trouble) {
        Run run = new Run(this, moment, trouble);
        try {
            run.go(referralFirst);
        } catch (Crash | Outdated e) {
            tell("  " + e.getMessage());
        }
        return run;
    }

    /** Runs until nobody asks for another one. */
    int drain() {
        for (int runs = 1; runs <= ENOUGH; runs++) {
            tell("run, undisturbed");
            if (!run().leavesWork()) {
                return runs;
            }
        }
        throw new AssertionError("It never comes to rest");
    }
}
