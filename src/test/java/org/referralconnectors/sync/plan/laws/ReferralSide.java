package org.referralconnectors.sync.plan.laws;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Partner Center, as far as one referral goes. It refuses what the API refuses, and may trim what it takes. */
final class ReferralSide {

    static final String ID = "6a1d0c1e-3a51-4b1c-9d0e-5f7f0c2b8a11";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> TAKES = Set.of(
            "/campaignId",
            "/consent/consentToShareReferralWithMicrosoftSellers",
            "/details/closingDateTime",
            "/details/currency",
            "/details/dealValue",
            "/details/notes",
            "/externalReferenceId",
            "/referralProgram",
            "/salesStage",
            "/status",
            "/substatus",
            "/statusReason");
    private static final Map<String, Set<String>> MOVES = Map.of(
            "New/Pending", Set.of("New/Received", "Active/Accepted", "Closed/Declined", "Closed/Expired"),
            "New/Received", Set.of("Active/Accepted", "Closed/Declined", "Closed/Expired"),
            "Active/Accepted", Set.of("Closed/Won", "Closed/Lost", "Closed/Error"));

    private final boolean trims;
    private ObjectNode referral;
    private int version;
    private int writes;

    ReferralSide(ObjectNode referral, boolean trims) {
        this.referral = referral;
        this.trims = trims;
    }

    static ObjectNode blank() {
        ObjectNode referral = JSON.createObjectNode().put("id", ID).put("name", "Northwind \u2013 ERP rollout");
        referral.put("status", "New").put("substatus", "Pending").put("eTag", "\"0\"");
        referral.put("acceptedDateTime", "2026-02-03T09:14:27.1234567Z");
        ObjectNode customer = referral.putObject("customerProfile").put("name", "Northwind");
        customer.put("size", "51to250employees").putArray("team").addObject();
        referral.putObject("details");
        referral.putObject("consent");
        return referral;
    }

    JsonNode read() {
        return referral.deepCopy();
    }

    JsonNode at(String path) {
        return referral.at(path);
    }

    String status() {
        return referral.path("status").asText() + "/"
                + referral.path("substatus").asText();
    }

    boolean isClosed() {
        return referral.path("status").asText().equals("Closed");
    }

    /** PATCH requests taken. */
    int writes() {
        return writes;
    }

    /** What a person changes in the portal. Nothing of a closed referral. */
    boolean edit(String path, JsonNode value, Instant now) {
        if (isClosed()) {
            return false;
        }
        set(path, value);
        touch(now);
        return true;
    }

    boolean move(String target, Instant now) {
        if (!MOVES.getOrDefault(status(), Set.of()).contains(target)) {
            return false;
        }
        set("/status", TextNode.valueOf(target.split("/")[0]));
        set("/substatus", TextNode.valueOf(target.split("/")[1]));
        if (target.equals("Closed/Expired")) {
            hideCustomer();
        }
        touch(now);
        return true;
    }

    /** An expired referral hides its contacts, and here everything else of the customer too. */
    private void hideCustomer() {
        ObjectNode customer = (ObjectNode) referral.path("customerProfile");
        customer.putArray("team");
        customer.putNull("name").putNull("size");
        referral.putObject("details");
        referral.putNull("campaignId")
                .putNull("salesStage")
                .putNull("referralProgram")
                .putNull("acceptedDateTime");
    }

    JsonNode patch(JsonNode operations, String eTag, Instant now) {
        if (!referral.path("eTag").asText().equals(eTag)) {
            throw new Outdated("the referral");
        }
        refuseIf(isClosed(), "a closed referral is patched: " + operations);
        refuseIf(operations.isEmpty(), "an empty PATCH");
        String before = status();
        ObjectNode kept = referral.deepCopy();
        operations.forEach(this::apply);
        boolean legal = before.equals(status()) || MOVES.get(before).contains(status());
        if (!legal) {
            referral = kept;
        }
        refuseIf(!legal, "status from " + before + " by " + operations);
        writes++;
        touch(now);
        return read();
    }

    private void apply(JsonNode operation) {
        String path = operation.path("path").asText();
        refuseIf(!TAKES.contains(path), "read-only path " + path);
        String right = referral.at(path).isMissingNode() ? "add" : "replace";
        refuseIf(!operation.path("op").asText().equals(right), right + " expected: " + operation);
        set(path, stored(path, operation.path("value")));
    }

    private JsonNode stored(String path, JsonNode value) {
        if (path.equals("/details/dealValue") && value.isTextual()) {
            return DecimalNode.valueOf(new BigDecimal(value.asText()));
        }
        return trims && value.isTextual() ? TextNode.valueOf(value.asText().strip()) : value;
    }

    private void set(String path, JsonNode value) {
        JsonPointer pointer = JsonPointer.compile(path);
        JsonNode parent = referral.at(pointer.head());
        if (parent instanceof ObjectNode object) {
            object.set(pointer.last().getMatchingProperty(), value);
        }
    }

    /** Another version, whatever it holds. */
    void touch(Instant now) {
        referral.put("eTag", "\"" + ++version + "\"").put("updatedDateTime", now.toString());
    }

    private static void refuseIf(boolean wrong, String message) {
        if (wrong) {
            throw new IllegalWrite("Partner Center refuses " + message);
        }
    }
}
