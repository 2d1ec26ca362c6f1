package org.referralconnectors.sync.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * What is known of one side.
 *
 * @param own its version as our own last write left it; null where we never wrote it
 * @param changedAt when somebody else last changed it; null where nobody did, or it is not known
 * @param open the writes that may still arrive
 * @param before those of them that were intended before the last one
 */
record SideState(String own, Instant changedAt, Intents open, Intents before) {

    /** Dataverse keeps whole seconds, and no two clocks are the same. */
    private static final Duration CLOSE = Duration.ofSeconds(5);

    static final SideState UNKNOWN = new SideState(null, null, Intents.NONE, Intents.NONE);

    static SideState of(Side side, Kept.Past past, JsonNode intents) {
        Intents open = open(side, intents);
        return new SideState(past.own(), past.changedAt(), open, open);
    }

    private static Intents open(Side side, JsonNode intents) {
        if (intents.has("to")) {
            return intents.path("to").asText().equals(side.text()) ? Intents.readFirstRelease(intents) : Intents.NONE;
        }
        return Intents.read(intents.path(side.text()));
    }

    /** Near each other, and where a time is not known, the other one counts. */
    boolean isNewerThan(SideState other) {
        return changedAt != null && other.changedAt != null && changedAt.isAfter(other.changedAt.plus(CLOSE));
    }

    Kept.Past past() {
        return new Kept.Past(own, changedAt);
    }

    void write(ObjectNode intents, Side side) {
        if (open.isOpen()) {
            intents.set(side.text(), open.json());
        }
    }

    /** A version that is our own says nothing about when somebody else changed the side. */
    SideState seen(String version, Instant at) {
        return version.equals(own) ? this : new SideState(own, at, open, before);
    }

    /** We wrote over what had just been read: nobody else changed it meanwhile. */
    SideState wrote(String version) {
        return new SideState(version, changedAt, open, before);
    }

    SideState awaiting(UnaryOperator<Intents> more) {
        return new SideState(own, changedAt, more.apply(open), open);
    }

    SideState awaitingNothing() {
        return new SideState(own, changedAt, Intents.NONE, Intents.NONE);
    }

    SideState refused() {
        return new SideState(own, changedAt, before, before);
    }
}
