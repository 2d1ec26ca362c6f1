package org.referralconnectors.sync.plan.laws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.referralconnectors.mapping.Field;
import org.referralconnectors.mapping.FieldMap;
import org.referralconnectors.mapping.LeadIdField;
import org.referralconnectors.mapping.StatusField;
import org.referralconnectors.mapping.Subject;
import org.referralconnectors.mapping.Terms;
import org.referralconnectors.sync.plan.Agreed;
import org.referralconnectors.sync.plan.FieldPark;
import org.referralconnectors.sync.plan.FieldPlan;
import org.referralconnectors.sync.plan.Kept;
import org.referralconnectors.sync.plan.Planner;
import org.referralconnectors.sync.plan.Policies;
import org.referralconnectors.sync.plan.Side;

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
    private final List<Flight> inFlight = new ArrayList<>();
    private Kept memory = Kept.NOTHING;
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

    Kept memory() {
        return memory;
    }

    void commit(Kept changed) {
        memory = changed;
    }

    Instant now() {
        return now;
    }

    Planner planner() {
        return new Planner(map, policies);
    }

    String version(Side side) {
        JsonNode now = side == Side.REFERRAL ? referral.at("/eTag") : lead.exists() ? lead.at("@odata.etag") : null;
        return now == null ? "" : now.asText();
    }

    /** What a side holds, field by field; of a lead that is yet to be made, nothing that is the service's own. */
    Map<String, String> holds(Side side) {
        Map<String, String> holds = new HashMap<>();
        JsonNode now = side == Side.REFERRAL ? referral.at("") : lead.read();
        for (Field field : map.fields()) {
            boolean isService = !lead.exists() && (field instanceof StatusField || field instanceof LeadIdField);
            if (!isService) {
                holds.put(field.name(), now == null ? "" : value(side, field, now));
            }
        }
        return holds;
    }

    private String value(Side side, Field field, JsonNode now) {
        return side == Side.REFERRAL ? field.referral(now) : field.lead(now, terms);
    }

    /** Whether what a side holds may be what its service made of a write: it trims, and rounds, and adds a currency. */
    boolean mayBecome(Side side, FieldPlan planned, String now) {
        String value = planned.value();
        return now.equals(value)
                || now.equals(value.strip())
                || map.field(planned.field())
                        .filter(field -> side == Side.RECORD
                                ? field.same(planned.referral(), now, terms)
                                : field.same(now, planned.lead(), terms))
                        .isPresent();
    }

    /** A write was sent, and nobody knows when it arrives. */
    void inFlight(Flight flight) {
        inFlight.add(flight);
    }

    /** One of the writes under way arrives, where nobody was faster. */
    void arrive(int which) {
        if (inFlight.isEmpty()) {
            return;
        }
        Flight flight = inFlight.remove(which % inFlight.size());
        tell("  " + flight);
        try {
            flight.arrive(this);
        } catch (Outdated e) {
            tell("  " + e.getMessage());
        }
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
        edited(Side.REFERRAL, referral.edit(path, value, now));
    }

    void moveReferral(String target) {
        edited(Side.REFERRAL, referral.move(target, now));
    }

    void editLead(String column, JsonNode value) {
        edited(Side.RECORD, lead.edit(column, value, now));
    }

    void moveLead(String target) {
        edited(Side.RECORD, lead.move(target, now));
    }

    /** A program saves a record, without changing what the rows say of it. */
    void touch(Side side) {
        if (side == Side.REFERRAL) {
            referral.touch(now);
        } else {
            lead.touch(now);
        }
    }

    /** Somebody else makes the lead. */
    void appear(ObjectNode columns, String key) {
        lead.appear(columns, key, now);
        ledger.edited(Side.RECORD, now);
    }

    private void edited(Side side, boolean isTaken) {
        if (isTaken) {
            edits++;
            ledger.edited(side, now);
        }
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
        agree(Agreed.parse(memory.agreed()).resolve(field, take));
        ledger.resolved(field);
        edits++;
    }

    void replay() {
        Agreed agreed = Agreed.parse(memory.agreed());
        for (FieldPark park : agreed.parked()) {
            agreed = agreed.release(park.field());
        }
        agree(agreed);
        edits++;
    }

    private void agree(Agreed agreed) {
        memory = new Kept(agreed.toJson(), memory.intents(), memory.referral(), memory.lead(), memory.leadIds());
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text == null ? "{}" : text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("It is no JSON: " + text, e);
        }
    }

    /** A run without any trouble. */
    Run run() {
        return run(false, Trouble.NONE);
    }

    Run run(boolean referralFirst, Trouble trouble) {
        Run run = new Run(this, trouble);
        try {
            run.go(referralFirst);
        } catch (Ended | Outdated e) {
            tell("  " + e.getMessage());
        }
        return run;
    }

    /** Runs until nobody asks for another one, also when at last all arrives that still can. */
    int drain() {
        int runs = rest();
        if (!inFlight.isEmpty()) {
            while (!inFlight.isEmpty()) {
                tell("what was sent arrives");
                arrive(0);
            }
            runs += rest();
        }
        return runs;
    }

    private int rest() {
        for (int runs = 1; runs <= ENOUGH; runs++) {
            tell("run, undisturbed");
            if (!run().leavesWork()) {
                return runs;
            }
        }
        throw new AssertionError("It never comes to rest");
    }
}
