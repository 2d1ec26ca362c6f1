package org.referralconnectors.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Set;

/** JSON Patch as the Referrals API takes it: only {@code replace} and {@code add}, only on these paths. */
final class Patch {

    /** The single-valued paths that the certified connector lists, without those that have a row kind of their own. */
    static final Set<String> PATHS = Set.of(
            "/campaignId",
            "/consent/consentToShareReferralWithMicrosoftSellers",
            "/details/closingDateTime",
            "/details/notes",
            "/referralProgram",
            "/salesStage");

    private Patch() {}

    static void set(ArrayNode operations, JsonNode referral, JsonPointer path, JsonNode value) {
        operations
                .addObject()
                .put("op", referral.at(path).isMissingNode() ? "add" : "replace")
                .put("path", path.toString())
                .set("value", value);
    }
}
