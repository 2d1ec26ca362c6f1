package org.referralconnectors.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The referrals. What is stored is never changed, only replaced, under a new eTag and a later time than any before. */
final class ReferralStore {
    private static final int WRITES_KEPT = 50_000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final BiConsumer<String, String> events;
    private final Map<String, ObjectNode> referrals = new ConcurrentHashMap<>();
    private final Deque<ReferralWrite> writes = new ArrayDeque<>();
    private final List<Consumer<ReferralChange>> listeners = new CopyOnWriteArrayList<>();
    private Instant last = Instant.EPOCH;
    private long version;

    /** @param events told of every change: the event's name and the referral's id */
    ReferralStore(Clock clock, BiConsumer<String, String> events) {
        this.clock = clock;
        this.events = events;
    }

    ObjectNode get(String id) {
        return referrals.get(id);
    }

    Collection<ObjectNode> all() {
        return referrals.values();
    }

    void listen(Consumer<ReferralChange> listener) {
        listeners.add(listener);
    }

    synchronized List<ReferralWrite> writes() {
        return List.copyOf(writes);
    }

    synchronized ObjectNode add(ObjectNode referral) {
        if (!referral.has("id")) {
            referral.put("id", UUID.randomUUID().toString());
        }
        if (!referral.has("engagementId")) {
            referral.put("engagementId", UUID.randomUUID().toString());
        }
        referral.put("createdDateTime", TIME.format(tick()));
        referral.put("expirationDateTime", TIME.format(last.plus(Duration.ofDays(14))));
        ReferralLinks.put(referral);
        return store(referral, null, "partner-center", null, "referral-created");
    }

    /**
     * @param change turns the referral as it is into the one to be; may throw to change nothing
     * @param patch for the log of writes, or {@code null}
     */
    synchronized ObjectNode replace(String id, UnaryOperator<ObjectNode> change, String by, String patch) {
        ObjectNode before = referrals.get(id);
        if (before == null) {
            throw ReferralError.notFound(id);
        }
        ObjectNode changed = change.apply(before.deepCopy());
        tick();
        return store(changed, before, by, patch, "referral-updated");
    }

    /** Without an event: none is documented for it. */
    synchronized void remove(String id) {
        referrals.remove(id);
    }

    private ObjectNode store(ObjectNode referral, ObjectNode before, String by, String patch, String event) {
        String id = referral.path("id").asText();
        String eTag = "\"%08x-0000-0100-0000-%08x0000\"".formatted(++version, last.getEpochSecond());
        referral.put("updatedDateTime", TIME.format(last)).put("eTag", eTag);
        dateStatus(referral, before);
        referrals.put(id, referral);
        if (writes.size() == WRITES_KEPT) {
            writes.removeFirst();
        }
        String old = before == null ? null : before.path("eTag").asText();
        writes.addLast(new ReferralWrite(last, id, by, old, eTag, patch));
        listeners.forEach(listener -> listener.accept(new ReferralChange(by, before, referral)));
        events.accept(event, id);
        return referral;
    }

    /** Accepting and closing leave their time. */
    private void dateStatus(ObjectNode referral, ObjectNode before) {
        String status = referral.path("status").asText();
        if (before != null && status.equals(before.path("status").asText())) {
            return;
        }
        switch (status) {
            case "Active" -> referral.put("acceptedDateTime", TIME.format(last));
            case "Closed" -> referral.put("closedDateTime", TIME.format(last));
            default -> {}
        }
    }

    /** Now, in the service's steps of 100 ns, and later than ever before. */
    private Instant tick() {
        Instant now = clock.instant();
        Instant rounded = now.truncatedTo(ChronoUnit.SECONDS).plusNanos(now.getNano() / 100 * 100L);
        last = rounded.isAfter(last) ? rounded : last.plusNanos(100);
        return last;
    }
}
