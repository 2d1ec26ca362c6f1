package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** What follows when the lead of a pair is gone. */
public final class DeletedLeads {

    /** The values of {@code sync.on-lead-deleted}. */
    public enum Policy {
        IGNORE,
        RECREATE,
        CLOSE_REFERRAL
    }

    private final Policy policy;
    private final Brakes brakes;

    public DeletedLeads(Policy policy, Brakes brakes) {
        this.policy = policy;
        this.brakes = brakes;
    }

    /** A pair whose lead is gone stays so, whatever happens; only making the lead anew ends that. */
    boolean stays(Run run) {
        if (policy == Policy.RECREATE || !Outcome.LEAD_DELETED.equals(run.pair().state())) {
            return false;
        }
        run.end(Outcome.Kind.LEAD_DELETED, run.pair().reason());
        return true;
    }

    void decide(Run run) {
        if (policy == Policy.IGNORE) {
            run.end(Outcome.Kind.LEAD_DELETED, "the lead was deleted; nothing is written (sync.on-lead-deleted)");
        } else if (!brakes.allows(run, policy.name())) {
            run.end(Outcome.Kind.HELD, "too many leads were deleted within an hour: waits for approve");
        } else if (policy == Policy.RECREATE) {
            run.makeLeadAnew();
        } else if (run.referral().path("status").asText().equals("Closed")) {
            run.end(Outcome.Kind.LEAD_DELETED, "the lead was deleted, and the referral is closed");
        } else {
            run.closeReferral();
        }
    }

    /** Declined while it was new, lost once it was accepted: the moves that the API allows. */
    static ArrayNode closing(JsonNode referral) {
        ArrayNode patch = JsonNodeFactory.instance.arrayNode();
        String substatus = referral.path("status").asText().equals("New") ? "Declined" : "Lost";
        operation(patch, "/statusReason", "The lead was deleted", referral.has("statusReason"));
        operation(patch, "/status", "Closed", true);
        operation(patch, "/substatus", substatus, true);
        return patch;
    }

    private static void operation(ArrayNode patch, String path, String value, boolean present) {
        patch.addObject()
                .put("op", present ? "replace" : "add")
                .put("path", path)
                .put("value", value);
    }
}
