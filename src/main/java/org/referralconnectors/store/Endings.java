package org.referralconnectors.store;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.referralconnectors.store.Ending.AtOnce;
import org.referralconnectors.store.Ending.Done;
import org.referralconnectors.store.Ending.Parked;
import org.referralconnectors.store.Ending.Retry;
import org.referralconnectors.store.Ending.Unread;

/** What each ending makes of the request's row. An event that came during the run always gets its own. */
final class Endings {
    private static final String IF_HELD = " WHERE referral_id = :id AND lease = :lease";

    private static final String DONE =
            """
            UPDATE requests SET lease = NULL,
                state = CASE WHEN seq > :seq THEN 'waiting' ELSE 'idle' END,
                due_at = CASE WHEN seq > :seq THEN <now> + :gap END,
                lead_id = CASE WHEN seq > :seq THEN lead_id END,
                not_before = <now> + :gap, gap = :gap, quiet_runs = :quietRuns, quiet_since = :quietSince,
                priority = CASE WHEN priority = 1 THEN 0 ELSE priority END,
                requested_at = moved_at, moved_at = NULL, attempts = 0, why = NULL, one_attempt = 0
            """
                    + uncount() + IF_HELD;

    private static final String RETRY =
            """
            UPDATE requests SET lease = NULL, state = 'waiting', due_at = <now> + :delay, why = :why,
                attempts = attempts - :givenBack,
                priority = CASE WHEN priority = 0 THEN :retryPriority ELSE priority END
            """
                    + IF_HELD;

    private static final String PARK_AGAIN =
            """
            UPDATE requests SET lease = NULL,
                state = CASE WHEN seq > :seq AND :replayOnly = 0 THEN 'waiting' ELSE 'parked' END,
                due_at = CASE WHEN seq > :seq AND :replayOnly = 0 THEN <now> + :gap END,
                one_attempt = CASE WHEN seq > :seq AND :replayOnly = 0 THEN 1 ELSE 0 END,
                attempts = CASE WHEN seq > :seq AND :replayOnly = 0 THEN 0 ELSE attempts END,
                not_before = <now> + :gap, gap = :gap, quiet_runs = :quietRuns, quiet_since = :quietSince,
                priority = CASE WHEN priority = 1 THEN 0 ELSE priority END, replay_only = :replayOnly
            """;

    private static final String PARK = PARK_AGAIN
            + """
            , parked_at = <now>, system = :system, step = :step, status = :status, code = :code,
            reason = :reason, remedy = :remedy
            """;

    private final Duration settle;

    Endings(Duration settle) {
        this.settle = settle;
    }

    /** @return whether the lease still held */
    boolean end(Handle handle, Claim claim, Ending ending) {
        return statement(handle, claim, ending)
                        .bind("id", claim.referralId())
                        .bind("lease", claim.lease())
                        .execute()
                == 1;
    }

    private static Update unread(Handle handle, Unread unread) {
        return handle.createUpdate(RETRY.replace("WHEN priority = 0", "WHEN priority < :retryPriority"))
                .bind("delay", unread.delay().toMillis())
                .bind("why", unread.why())
                .bind("givenBack", 0)
                .bind("retryPriority", Priority.BACKFILL.ordinal());
    }

    private Update statement(Handle handle, Claim claim, Ending ending) {
        if (ending instanceof Done done) {
            return done(handle, claim, done);
        }
        if (ending instanceof Retry retry) {
            return claim.oneAttempt() && retry.countsAsAttempt() ? parkAgain(handle, claim) : retry(handle, retry);
        }
        if (ending instanceof Unread unread) {
            return unread(handle, unread);
        }
        return ending instanceof Parked parked ? park(handle, claim, parked) : atOnce(handle, (AtOnce) ending);
    }

    private Update done(Handle handle, Claim claim, Done done) {
        Update update = paced(handle.createUpdate(DONE), claim, done.wrote());
        for (Cause cause : Cause.values()) {
            update.bind(cause.column(), claim.causes().getOrDefault(cause, 0));
        }
        return update;
    }

    private static Update retry(Handle handle, Retry retry) {
        return handle.createUpdate(RETRY)
                .bind("delay", retry.delay().toMillis())
                .bind("why", retry.why())
                .bind("givenBack", retry.countsAsAttempt() ? 0 : 1)
                .bind("retryPriority", (retry.countsAsAttempt() ? Priority.RETRY : Priority.LIVE).ordinal());
    }

    private static Update atOnce(Handle handle, AtOnce ending) {
        return handle.createUpdate(RETRY)
                .bind("delay", 0)
                .bind("why", ending.why())
                .bind("givenBack", 0)
                .bind("retryPriority", Priority.LIVE.ordinal());
    }

    private Update park(Handle handle, Claim claim, Parked parked) {
        return paced(handle.createUpdate(PARK + IF_HELD), claim, false)
                .bind("replayOnly", parked.replayOnly() ? 1 : 0)
                .bind("system", parked.system())
                .bind("step", parked.step())
                .bind("status", parked.status())
                .bind("code", parked.code())
                .bind("reason", parked.reason())
                .bind("remedy", parked.remedy());
    }

    /** The one attempt of a parked pair has failed: it stays parked for the reason it has. */
    private Update parkAgain(Handle handle, Claim claim) {
        return paced(handle.createUpdate(PARK_AGAIN + IF_HELD), claim, false).bind("replayOnly", 0);
    }

    private Update paced(Update update, Claim claim, boolean wrote) {
        Pacing next = claim.pacing().after(wrote, claim.at(), settle);
        return update.bind("seq", claim.seq())
                .bind("gap", next.gap().toMillis())
                .bind("quietRuns", next.quietRuns())
                .bind("quietSince", next.since().toEpochMilli());
    }

    /** The events that the run covered; those that came meanwhile stay counted. */
    private static String uncount() {
        return Stream.of(Cause.values())
                .map(Cause::column)
                .map(column -> ", " + column + " = " + column + " - :" + column)
                .collect(Collectors.joining());
    }
}
