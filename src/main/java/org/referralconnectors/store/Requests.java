package org.referralconnectors.store;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Asks for runs. There is one row per referral: any number of events for a pair that waits or runs become one further
 * run. {@link Claims} is the workers' side, {@link Backlog} what an operator sees of it.
 */
public final class Requests {
    private static final String BEHIND_THE_KNOWN =
            """
            CASE WHEN EXISTS (SELECT 1 FROM pairs WHERE referral_id = :referralId)
                THEN CAST(:priority AS INTEGER) ELSE CAST(:priority AS INTEGER) + 1 END""";

    private static final String NOT_A_STRANGER =
            """

                AND NOT EXISTS (SELECT 1 FROM not_referrals WHERE id = :referralId AND ends_at > <now>)""";

    /** One statement per cause, since this one is on the webhook's path. */
    private static final Map<Cause, String> REQUEST =
            Stream.of(Cause.values()).collect(Collectors.toMap(Function.identity(), Requests::requestBecauseOf));

    private final Database database;
    private final Tombstones tombstones;

    public Requests(Database database) {
        this.database = database;
        this.tombstones = new Tombstones(database);
    }

    /** Forgets an id that turned out to be nobody's of ours; one that was named again meanwhile stays. */
    public void forget(Handle handle, String referralId) {
        handle.createUpdate("DELETE FROM requests WHERE referral_id = :id AND state = 'idle'")
                .bind("id", referralId)
                .execute();
    }

    /**
     * Erased: nothing, whatever the cause. Not ours, as was found within a day: nothing, where an event says so. Idle:
     * waits until the pair's gap since its last run is over. Waiting or running: counted. Parked: gets one attempt,
     * unless only a replay may release it.
     */
    public void request(Handle handle, Event event) {
        handle.createUpdate(REQUEST.get(event.cause()))
                .bind("referralId", event.referralId())
                .bind("priority", event.priority().ordinal())
                .bind("leadId", event.leadIdHint())
                .bind("trace", event.trace())
                .bind("tombstone", tombstones.hash(handle, event.referralId()))
                .execute();
    }

    /** Requests many, in the order in which replicas may lock their rows; for a unit with an empty sort key. */
    public void requestAll(Handle handle, Collection<Event> events) {
        events.stream().sorted(Comparator.comparing(Event::referralId)).forEach(event -> request(handle, event));
    }

    /**
     * Lets no run of the pair begin before the unit ends, also of one that was never requested; {@code false} while
     * one is under way. A run whose lease is over belongs to a process that died: it is taken from it.
     */
    public boolean hold(Handle handle, String referralId) {
        return handle.createUpdate(
                                """
                        INSERT INTO requests (referral_id, state, seq, priority) VALUES (:id, 'idle', 0, 0)
                        ON CONFLICT (referral_id) DO UPDATE SET lease = NULL,
                            state = CASE WHEN requests.state = 'running' THEN 'waiting' ELSE requests.state END
                        WHERE requests.state <> 'running' OR requests.due_at \\<= <now>
                        """)
                        .bind("id", referralId)
                        .execute()
                == 1;
    }

    /** Tries a parked pair again, with all its attempts; {@code false} when it isn't parked. */
    public boolean replay(Handle handle, String referralId) {
        return replay(handle, referralId, Priority.LIVE);
    }

    /** As {@link #replay(Handle, String)}, and may do it behind others. */
    public boolean replay(Handle handle, String referralId, Priority priority) {
        return handle.createUpdate(
                                """
                        UPDATE requests SET state = 'waiting', due_at = <now>, priority = :priority, attempts = 0,
                            one_attempt = 0, replay_only = 0, seq = seq + 1, operator = operator + 1,
                            requested_at = COALESCE(requested_at, <now>)
                        WHERE referral_id = :id AND (state = 'parked' OR state = 'waiting' AND one_attempt = 1)
                        """)
                        .bind("id", referralId)
                        .bind("priority", priority.ordinal())
                        .execute()
                == 1;
    }

    /**
     * Some of the parked pairs after one, by their ids.
     *
     * @param code those that are parked with it; null: all
     */
    public List<String> parkedAfter(String referralId, String code, int most) {
        return database.read(handle -> handle.createQuery(
                        """
                        SELECT referral_id FROM requests
                        WHERE state = 'parked' AND referral_id > :after
                            AND COALESCE(:code, code, '') = COALESCE(code, '')
                        ORDER BY referral_id LIMIT :most
                        """)
                .bind("after", referralId)
                .bind("code", code)
                .bind("most", most)
                .mapTo(String.class)
                .list());
    }

    /** Gives a parked request up; the caller records who and why. A later event starts afresh. */
    public boolean drop(Handle handle, String referralId) {
        return handle.createUpdate(
                                """
                        UPDATE requests SET state = 'idle', due_at = NULL, requested_at = NULL, attempts = 0,
                            one_attempt = 0, replay_only = 0, why = NULL, lead_id = NULL,
                            webhook = 0, related = 0, lead_poll = 0, sweep = 0, operator = 0,
                            backfill = 0, follow_up = 0
                        WHERE referral_id = :id AND state = 'parked'
                        """)
                        .bind("id", referralId)
                        .execute()
                == 1;
    }

    /** Anybody's events may name any id: one of which nothing is known waits behind the known pairs'. */
    private static String requestBecauseOf(Cause cause) {
        boolean isEvent = cause == Cause.WEBHOOK || cause == Cause.RELATED;
        return """
                INSERT INTO requests (referral_id, state, seq, priority, due_at, requested_at, lead_id, trace, $cause)
                SELECT CAST(:referralId AS TEXT), 'waiting', 1, $priority, <now>, <now>,
                    CAST(:leadId AS TEXT), CAST(:trace AS TEXT), 1
                WHERE NOT EXISTS (SELECT 1 FROM tombstones WHERE hash = :tombstone)$known
                ON CONFLICT (referral_id) DO UPDATE SET
                    seq = requests.seq + 1,
                    $cause = requests.$cause + 1,
                    lead_id = COALESCE(excluded.lead_id, requests.lead_id),
                    trace = COALESCE(excluded.trace, requests.trace),
                    requested_at = COALESCE(requests.requested_at, excluded.requested_at),
                    moved_at = CASE WHEN requests.state = 'running'
                        THEN COALESCE(requests.moved_at, excluded.requested_at) END,
                    priority = CASE WHEN requests.state <> 'idle' AND requests.priority < excluded.priority
                        THEN requests.priority ELSE excluded.priority END,
                    due_at = CASE
                        WHEN requests.state IN ('waiting', 'running') OR requests.replay_only = 1 THEN requests.due_at
                        WHEN requests.not_before > excluded.due_at THEN requests.not_before
                        ELSE excluded.due_at END,
                    attempts = CASE WHEN requests.state = 'parked' AND requests.replay_only = 0
                        THEN 0 ELSE requests.attempts END,
                    one_attempt = CASE WHEN requests.state = 'parked' AND requests.replay_only = 0
                        THEN 1 ELSE requests.one_attempt END,
                    state = CASE
                        WHEN requests.state = 'running' OR requests.replay_only = 1 THEN requests.state
                        ELSE 'waiting' END
                """
                .replace("$cause", cause.column())
                .replace("$priority", isEvent ? BEHIND_THE_KNOWN : "CAST(:priority AS INTEGER)")
                .replace("$known", isEvent ? NOT_A_STRANGER : "");
    }
}
