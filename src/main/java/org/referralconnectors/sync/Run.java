package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Claim;
import org.referralconnectors.store.Ending;
import org.referralconnectors.store.Pair;
import org.referralconnectors.sync.plan.FieldPlan;
import org.referralconnectors.sync.plan.Plan;
import org.referralconnectors.values.Guid;

/**
 * One run of a claimed request: what was read, planned and written so far. The routes hold it in the variable
 * {@code run} and ask its predicates; it belongs to one thread.
 */
public final class Run {

    private final Claim claim;
    private final PairMemory memory;
    private final LeadInHand lead;
    private final ReferralPatches patches = new ReferralPatches();
    private final Map<String, FieldPlan> written = new LinkedHashMap<>();
    private final Set<String> alsoRequested = new LinkedHashSet<>();
    private JsonNode referral;
    private Outcome outcome;
    private boolean stored;

    /** @param claim null for a run that only looks */
    public Run(Claim claim, Pair pair) {
        this.claim = claim;
        this.memory = new PairMemory(pair);
        this.lead = new LeadInHand(pair.leadId());
    }

    boolean isDry() {
        return claim == null;
    }

    public String getReferralId() {
        return pair().referralId();
    }

    public String getReferralEtag() {
        return referral.path("eTag").asText();
    }

    public String getLeadId() {
        return lead.id();
    }

    /** The lead that the referral names; empty when it names none. */
    public String getNamedLead() {
        String named =
                referral == null ? "" : referral.path("externalReferenceId").asText("");
        return Guid.read(named).orElse("");
    }

    public String getLeadEtag() {
        return lead.etag();
    }

    public String getNewLeadKey() {
        return lead.newKey();
    }

    public String getLeadBody() {
        return lead.next().body().toString();
    }

    public String getPatch() {
        return patches.next().operations().toString();
    }

    public boolean isCausedByLeadOnly() {
        return claim.causes().keySet().equals(Set.of(Cause.LEAD_POLL));
    }

    boolean isAskedByOperator() {
        return claim != null && claim.causes().containsKey(Cause.OPERATOR);
    }

    public boolean isLeadKnown() {
        return lead.isKnown();
    }

    public boolean isLeadMerged() {
        return lead.isMerged();
    }

    public boolean isLeadThere() {
        return lead.wasThere();
    }

    public boolean isCreatesLead() {
        return isWantsLead() && lead() == null;
    }

    public boolean isUpdatesLead() {
        return isWantsLead() && lead() != null;
    }

    public boolean isWantsLead() {
        return open() && plan() != null && plan().writesLead();
    }

    public boolean isUpdatesReferral() {
        return open() && plan() != null && plan().writesReferral();
    }

    public boolean isLeadWriteWaiting() {
        return lead.isWriteWaiting();
    }

    public boolean isPatchWaiting() {
        return patches.isWaiting();
    }

    boolean open() {
        return outcome == null;
    }

    /** Whether its scope was asked, and said yes. */
    boolean isInScope() {
        return lead.isWanted();
    }

    Claim claim() {
        return claim;
    }

    PairMemory memory() {
        return memory;
    }

    /** As the store knows it, with what this run has added. */
    Pair pair() {
        return memory.pair();
    }

    JsonNode referral() {
        return referral;
    }

    LeadInHand leadInHand() {
        return lead;
    }

    JsonNode lead() {
        return lead.read();
    }

    /** The last one; null before there was any. */
    Plan plan() {
        return memory.state().plan();
    }

    Outcome outcome() {
        return outcome;
    }

    /** The fields written so far, each with its plan. */
    Map<String, FieldPlan> written() {
        return written;
    }

    Set<String> alsoRequested() {
        return alsoRequested;
    }

    boolean isStored() {
        return stored;
    }

    void stored() {
        stored = true;
    }

    void end(Outcome.Kind kind, String reason) {
        outcome = new Outcome(kind, reason, null);
    }

    /** Another referral of its engagement was first: a lead that it merely came across is none of its own. */
    void leavesLeadTo(String owner, String reason) {
        memory.startOver(null);
        alsoRequested.add(owner);
        end(Outcome.Kind.NO_LEAD, reason);
    }

    void park(Ending.Parked parked) {
        outcome = new Outcome(Outcome.Kind.PARKED, parked.reason(), parked);
    }

    void endIfOpen() {
        if (open()) {
            end(written.isEmpty() ? Outcome.Kind.NOTHING_TO_DO : Outcome.Kind.DONE, "");
        }
    }

    void referralRead(JsonNode answer) {
        referral = answer;
    }

    /** Whether the store's pair had a lead when the run began; one that the run merely came across decides nothing. */
    boolean hadLead() {
        return lead.wasThePairs();
    }

    /** Whether the pair's lead is gone, and no other has taken its place yet. */
    boolean hasLostItsLead() {
        return hadLead() && pair().leadId() != null && lead() == null;
    }

    ReferralPatches patches() {
        return patches;
    }

    /** Asked before these fields of the plan are written. */
    void refuseEndlessRewriting(Set<String> fields, long now) {
        if (isAskedByOperator()) {
            memory.fights().forgive();
        }
        memory.fights().refuse(planned(fields), referral, lead(), now);
    }

    void wrote(String side, Set<String> fields, long now) {
        memory.fights().wrote(side, fields, now);
        planned(fields).forEach(field -> written.put(field.field(), field));
    }

    private List<FieldPlan> planned(Set<String> fields) {
        return plan().fields().stream()
                .filter(field -> fields.contains(field.field()))
                .toList();
    }
}
