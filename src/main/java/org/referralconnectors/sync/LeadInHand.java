package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The lead of a run: which one it is, what was read of it, and what is about to be written to it. */
final class LeadInHand {

    private String id;
    private JsonNode read;
    private boolean merged;
    private boolean there;
    private boolean wanted;
    private int followed;
    private ObjectNode body;
    private ObjectNode added;
    private String newKey;

    /** @param id null while it is not known */
    LeadInHand(String id) {
        this.id = id;
    }

    boolean isKnown() {
        return id != null;
    }

    String id() {
        return id;
    }

    /** Null before it was read, and when there is none. */
    JsonNode read() {
        return read;
    }

    String etag() {
        return read.path("@odata.etag").asText();
    }

    /** Whether it lives on in another one, which has yet to be read. */
    boolean isMerged() {
        return merged;
    }

    /** How many merges led here. */
    int followed() {
        return followed;
    }

    /** Whether a lead that was found becomes the pair's: not before the referral is known to be in scope. */
    boolean isWanted() {
        return wanted;
    }

    void want() {
        wanted = true;
    }

    /** Columns that a custom route wants written along with the plan's. */
    void add(ObjectNode columns) {
        added = columns;
    }

    String body() {
        return body.toString();
    }

    String newKey() {
        return newKey;
    }

    void was(JsonNode answer) {
        read = answer;
        id = answer.path("leadid").asText();
        merged = false;
    }

    void livesOnIn(String masterId) {
        read = null;
        id = masterId;
        merged = true;
        followed++;
    }

    /** It could not be made, because one of its key exists: that one is read next. */
    void isThere() {
        id = newKey;
        there = true;
    }

    boolean wasThere() {
        return there;
    }

    void isGone() {
        read = null;
        merged = false;
    }

    void isToBeMadeAnew() {
        id = null;
    }

    void write(ObjectNode changes, String key) {
        body = added == null ? changes : changes.setAll(added);
        newKey = key;
    }
}
