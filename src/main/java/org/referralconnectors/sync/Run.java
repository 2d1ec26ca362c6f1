package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.referralconnectors.mapping.Refusal;
import org.referralconnectors.mapping.Subject;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Claim;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Pair.Etags;
import org.referralconnectors.sync.plan.Agreed;
import org.referralconnectors.sync.plan.FieldPlan;
import org.referralconnectors.sync.plan.Plan;

/**
 * One run of a claimed request: what was read, planned and written so far. The routes hold it in the variable {@code run}
 * and ask its predicates; it belongs to one thread.
 */
public final class Run {

    private final Claim claim;
    private final Fights fights;
    private final ReferralPatches patches = new ReferralPatches();
    private final Map<String, FieldPlan> written = new LinkedHashMap<>();
    private final Set<String> alsoRequested = new LinkedHashSet<>();
    private Pair pair;
    private Agreed agreed;
    private JsonNode referral;
    private JsonNode lead;
    private String leadId;
    private boolean leadMerged;
    private Plan plan;
    private ObjectNode leadBody;
    private String newLeadKey;
    private Outcome outcome;
    private boolean stored;
    private boolean closing;

    public Run(Claim claim, Pair pair) {
        this.claim = claim;
        this.pair = pair;
        this.leadId = pair.leadId();
        this.agreed = Agreed.parse(pair.agreed());
        this.fights = Fights.parse(pair.fights());
    }

    /** A run that belongs to no claim and stores nothing. */
    static Run dry(Pair pair) {
        return new Run(null, pair);
    }

    boolean isDry() {
        return claim == null;
    }

    public String getReferralId() {
        return pair.referralId();
    }

    public String getReferralEtag() {
        return referral.path("eTag").asText();
    }

    public String getLeadId() {
        return leadId;
    }

    /** The lead that the referral names; empty when it names none. */
    public String getNamedLead() {
        String named =
                referral == null ? "" : referral.path("externalReferenceId").asText("");
        return Subject.isGuid(named) ? named.toLowerCase(Locale.ROOT) : "";
    }

    public String getLeadEtag() {
        return lead.path("@odata.etag").asText();
    }

    public String getNewLeadKey() {
        return newLeadKey;
    }

    public String getLeadBody() {
        return leadBody.toString();
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
        return leadId != null;
    }

    public boolean isLeadMerged() {
        return leadMerged;
    }

    public boolean isCreatesLead() {
        return isWantsLead() && lead == null;
    }

    public boolean isUpdatesLead() {
        return isWantsLead() && lead != null;
    }

    public boolean isWantsLead() {
        return open() && plan != null && plan.writesLead();
    }

    public boolean isUpdatesReferral() {
        return open() && (closing || lead != null && plan.writesReferral());
    }

    public boolean isPatchWaiting() {
        return patches.isWaiting();
    }

    /** Whether nothing has ended the run yet. */
    boolean open() {
        return outcome == null;
    }

    Claim claim() {
        return claim;
    }

    Pair pair() {
        return pair;
    }

    /** The pair with everything that the run learned so far. */
    Pair pairToStore() {
        return pair.withAgreed(agreed.toJson(), agreed.parked().size()).withFights(fights.text());
    }

    /** As above, once the run has ended: with its lead and state, and with the versions that were read and dealt with. */
    Pair pairAtEnd() {
        Pair ended = lead == null ? pairToStore() : pairToStore().withLead(leadId);
        if (outcome.kind().isFinal()) {
            ended = ended.withEtags(seen());
        }
        return outcome.state() == null ? ended : ended.withState(outcome.state(), outcome.reason());
    }

    /** The versions last read, by which sweep and poll know what is no news. */
    private Etags seen() {
        Etags before = pair.etags();
        return new Etags(
                referral == null ? before.referral() : getReferralEtag(),
                lead == null ? before.lead() : getLeadEtag(),
                before.ownReferral(),
                before.ownLead());
    }

    /** Whether there is anything to know of the pair: an id that nobody could read leaves none. */
    boolean isOfAReferral() {
        return referral != null || pair.updatedAt().isAfter(Instant.EPOCH);
    }

    JsonNode referral() {
        return referral;
    }

    JsonNode lead() {
        return lead;
    }

    Agreed agreed() {
        return agreed;
    }

    Fights fights() {
        return fights;
    }

    Plan plan() {
        return plan;
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

    /** Whether its ending is on disk. */
    boolean isStored() {
        return stored;
    }

    void stored() {
        stored = true;
    }

    /** Whether the last plan still has something to write, so that another run is needed. */
    boolean leavesWork() {
        return outcome.kind().isInStep() && plan != null && (plan.writesLead() || plan.writesReferral());
    }

    void pair(Pair changed) {
        pair = changed;
    }

    void agreed(Agreed changed) {
        agreed = changed;
    }

    void alsoRequest(String referralId) {
        alsoRequested.add(referralId);
    }

    void end(Outcome.Kind kind, String reason) {
        outcome = new Outcome(kind, reason);
    }

    void endIfOpen() {
        if (open()) {
            end(written.isEmpty() ? Outcome.Kind.NOTHING_TO_DO : Outcome.Kind.DONE, "");
        }
    }

    void referralRead(JsonNode answer) {
        referral = answer;
    }

    void leadRead(JsonNode answer) {
        lead = answer;
        leadId = answer.path("leadid").asText();
        leadMerged = false;
    }

    /** The lead was merged: the pair moves to the master, where every field is met for the first time. */
    void leadLivesOnIn(String masterId) {
        lead = null;
        leadId = masterId;
        leadMerged = true;
        agreed = Agreed.none();
        pair = pair.withIntent(null);
    }

    /** There is no such lead (any more). */
    void leadGone() {
        lead = null;
        leadMerged = false;
    }

    /** The deleted lead is to be made anew. */
    void startOver() {
        leadId = null;
        agreed = Agreed.none();
        pair = pair.withLead(null);
    }

    void planned(Plan next) {
        plan = next;
    }

    void writeLead(ObjectNode body, String key) {
        leadBody = body;
        newLeadKey = key;
    }

    /** The lead is gone, and the referral is to be closed for it. */
    void closeReferral() {
        closing = true;
    }

    boolean isClosing() {
        return closing;
    }

    ReferralPatches patches() {
        return patches;
    }

    void patchAccepted(Set<String> fields, JsonNode answer) {
        referral = answer;
        agreed = patches.accepted(plan, fields, answer);
    }

    void patchRefused(String field, Refusal why) {
        agreed = patches.refused(plan, field, why, agreed);
    }

    void wrote(String side, Set<String> fields, long now) {
        fights.wrote(side, fields, now);
        plan.fields().stream()
                .filter(field -> fields.contains(field.field()))
                .forEach(field -> written.put(field.field(), field));
    }
}
