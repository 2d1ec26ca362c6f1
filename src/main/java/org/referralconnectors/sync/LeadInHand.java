package org.referralconnectors.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import org.referralconnectors.values.Guid;

/** The lead of a run: which one it is, what was read of it, and what is about to be written to it. */
final class LeadInHand {

    private final boolean thePairs;
    private String id;
    private JsonNode read;
    private boolean merged;
    private boolean there;
    private boolean wanted;
    private ParkPair unfit;
    private String outside;
    private boolean outsideAnyway;
    private final Set<String> mergedAway = new HashSet<>();
    private final Deque<LeadWrite> waiting = new ArrayDeque<>();
    private ObjectNode added;
    private String newKey;

    /** @param id null while it is not known */
    LeadInHand(String id) {
        this.id = id;
        this.thePairs = id != null;
    }

    /** Whether the store knew it when the run began. */
    boolean wasThePairs() {
        return thePairs;
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
        return mergedAway.size();
    }

    /** Those that were merged on the way here. */
    Set<String> mergedAway() {
        return mergedAway;
    }

    /** Whether it is this one, or one that was merged into it. */
    boolean is(String leadId) {
        return leadId.equals(id) || mergedAway.contains(leadId);
    }

    /** Whether a lead that was found becomes the pair's: not before the referral is known to be in scope. */
    boolean isWanted() {
        return wanted;
    }

    /** The referral is in scope: what was come across before that was known counts from now on. */
    void want() {
        wanted = true;
        if (unfit != null) {
            throw unfit;
        }
    }

    /**
     * The referral is out of scope, but a lead may have been made for it before it was: that one is looked for.
     *
     * @param otherwise why it is out of scope
     * @param anyway whether it is out of scope with a lead, too
     */
    void lookFor(String otherwise, boolean anyway) {
        outside = otherwise;
        outsideAnyway = anyway;
    }

    /** Whether nothing may be written, unless the lead is there. */
    boolean isLookedFor() {
        return outside != null && !wanted;
    }

    /** Why its referral is out of scope. */
    String outside() {
        return outside;
    }

    boolean isOutsideAnyway() {
        return outsideAnyway;
    }

    /** No lead can be taken; that is nobody's concern while the referral may be out of scope. */
    void isUnfit(ParkPair why) {
        read = null;
        merged = false;
        unfit = why;
        if (wanted) {
            throw why;
        }
    }

    /** Columns that a custom route wants written along with the plan's. */
    void add(ObjectNode columns) {
        added = columns;
    }

    /** Null where there are none. */
    ObjectNode added() {
        return added == null || added.isEmpty() ? null : added;
    }

    boolean isWriteWaiting() {
        return !waiting.isEmpty();
    }

    /** @throws NoSuchElementException where nothing is intended to be written, or it was answered */
    LeadWrite next() {
        return waiting.element();
    }

    LeadWrite answered() {
        return waiting.remove();
    }

    String newKey() {
        return newKey;
    }

    void was(JsonNode answer) {
        read = answer;
        id = Guid.canonical(answer.path("leadid").asText());
        merged = false;
    }

    void livesOnIn(String loserId, String masterId) {
        mergedAway.add(loserId);
        read = null;
        id = masterId;
        merged = true;
    }

    /** It could not be made, because one of its key exists: that one is read next. */
    void isThere() {
        id = newKey;
        there = true;
        waiting.clear();
    }

    boolean wasThere() {
        return there;
    }

    void isGone() {
        read = null;
        merged = false;
    }

    /** @param key under which it is made, where it is */
    void write(LeadWrite write, String key) {
        waiting.add(write);
        newKey = key;
    }
}
