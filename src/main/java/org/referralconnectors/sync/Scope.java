package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Variable;
import org.referralconnectors.mapping.FieldMap;
import org.referralconnectors.store.Backlog;
import org.referralconnectors.store.Cause;
import org.referralconnectors.store.Pair;
import org.referralconnectors.store.Pairs;
import org.referralconnectors.values.Guid;

/** Which referrals are synced. Once a referral has a lead, only spam takes it out again. */
public final class Scope {

    private static final String PARKED = "parked";

    private final Set<String> kinds;
    private final Set<String> countries;
    private final Pairs pairs;
    private final Backlog backlog;
    private final DeletedLeads deletedLeads;

    /**
     * @param kinds of {@code incoming}, {@code outgoing}, {@code closed}
     * @param countries ISO 3166-1 alpha-2; empty: all
     */
    public Scope(Set<String> kinds, Set<String> countries, Pairs pairs, Backlog backlog, DeletedLeads deletedLeads) {
        this.kinds = Set.copyOf(kinds);
        this.countries = Set.copyOf(countries);
        this.pairs = pairs;
        this.backlog = backlog;
        this.deletedLeads = deletedLeads;
    }

    /** Ends the run where its referral is not to be synced. */
    public boolean excludes(@Variable("run") Run run) {
        if (run.open() && !deletedLeads.stays(run) && !isUnlinked(run) && !belongsToAnotherPair(run)) {
            endOutside(run);
        }
        if (run.open() && !run.leadInHand().isLookedFor()) {
            run.leadInHand().want();
        }
        return !run.open();
    }

    private static boolean isUnlinked(Run run) {
        if (!Outcome.UNLINKED.equals(run.pair().state()) || run.hadLead()) {
            return false;
        }
        run.end(Outcome.Kind.UNLINKED, run.pair().reason());
        return true;
    }

    /** One lead per engagement: a further referral of an engagement asks for a run of the pair that has the lead. */
    private boolean belongsToAnotherPair(Run run) {
        if (run.hadLead()) {
            return false;
        }
        String engagement = Guid.canonical(run.referral().path("engagementId").asText(""));
        if (!engagement.isEmpty() && pairs.isErased(engagement)) {
            run.end(Outcome.Kind.NO_LEAD, "the lead of its engagement was erased, nothing to do");
            return true;
        }
        String owner = engagement.isEmpty() ? null : pairs.ownerOf(engagement).orElse(null);
        if (owner == null || owner.equals(run.getReferralId())) {
            return relatedWithoutPair(run);
        }
        run.alsoRequested().add(owner);
        run.end(Outcome.Kind.NO_LEAD, standing(owner));
        return true;
    }

    /** Who has the lead, or why there is none yet. */
    private String standing(String owner) {
        if (pairs.find(owner).map(Pair::leadId).isPresent()) {
            return "its engagement has its lead with referral " + owner;
        }
        boolean parked = backlog.find(owner)
                .filter(request -> request.state().equals(PARKED))
                .isPresent();
        return "its engagement waits for the lead of referral " + owner
                + (parked ? ", which is parked: see why there, then replay or drop it" : "");
    }

    /** What made a referral begin with its lead was more than the event of a related one. */
    private static boolean relatedWithoutPair(Run run) {
        if (run.isDry()
                || run.pair().awaitsLead()
                || !run.claim().causes().keySet().equals(Set.of(Cause.RELATED))) {
            return false;
        }
        run.end(Outcome.Kind.NO_LEAD, "a related referral never makes a lead");
        return true;
    }

    /** Where a lead may have been made already, whether it is there is looked at first. */
    private void endOutside(Run run) {
        String reason = outside(run.referral(), run.hadLead());
        if (reason != null && run.pair().awaitsLead() && !run.isDry()) {
            run.leadInHand().lookFor(reason, outside(run.referral(), true) != null);
        } else if (reason != null) {
            run.end(Outcome.Kind.OUT_OF_SCOPE, reason);
        }
    }

    private String outside(JsonNode referral, boolean hasLead) {
        if (referral.path("isSpam").asBoolean()) {
            return "spam";
        }
        if (hasLead) {
            return null;
        }
        String direction = referral.path("direction").asText("").toLowerCase(Locale.ROOT);
        if (!kinds.contains(direction.equals("outgoing") ? "outgoing" : "incoming")) {
            return "direction " + direction + " (sync.scope)";
        }
        if (referral.path("status").asText().equals("Closed") && !kinds.contains("closed")) {
            return "closed before it had a lead (sync.scope)";
        }
        String country = FieldMap.country(referral);
        return countries.isEmpty() || countries.contains(country) ? null : "country " + country + " (mapping.yaml)";
    }
}
