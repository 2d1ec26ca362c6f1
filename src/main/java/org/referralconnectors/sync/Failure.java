package org.referralconnectors.sync;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.referralconnectors.auth.TokenException;
import org.referralconnectors.dynamics.ODataError;
import org.referralconnectors.store.Cursors.CursorMoved;
import org.referralconnectors.store.LeadTaken;
import org.referralconnectors.store.LeaseLost;

/**
 * What went wrong, by what it asks for.
 *
 * @param system {@code partner-center} or {@code dynamics}; null when neither is to blame
 * @param step the connector route or the part of the run that failed
 * @param status of HTTP, or null
 * @param code the remote system's error code, or null
 * @param reason, remedy in plain words, without personal data
 * @param pause how long the service asked to be left alone; null when it did not say
 * @param replayOnly whether, once parked, a new event must not try it again
 */
public record Failure(
        Kind kind,
        String system,
        String step,
        Integer status,
        String code,
        String reason,
        String remedy,
        Duration pause,
        boolean replayOnly) {

    /** A failure that asks for a pause, but of which nobody knows whose it is, is tried again like any that passes. */
    public Failure {
        kind = system == null && kind.pauses() ? Kind.TRANSIENT : kind;
    }

    public enum Kind {
        THROTTLED,
        TRANSIENT,
        STALE,
        UNAUTHORISED,
        CONSENT_LOST,
        PAUSED,
        LEASE_LOST,
        PERMANENT;

        boolean pauses() {
            return this == THROTTLED || this == UNAUTHORISED || this == CONSENT_LOST;
        }
    }

    /**
     * @param step the last operation called, or the part of the run that was under way
     * @param now from which a date in {@code Retry-After} counts
     */
    static Failure of(Throwable thrown, String step, Instant now) {
        if (thrown instanceof HttpOperationFailedException http) {
            return HttpFailures.of(http, step, now);
        }
        if (thrown instanceof TokenException token) {
            return ofToken(token);
        }
        if (thrown instanceof ParkPair park) {
            return new Failure(
                    Kind.PERMANENT,
                    null,
                    park.step() == null ? step : park.step(),
                    null,
                    park.code(),
                    park.getMessage(),
                    park.remedy(),
                    null,
                    park.replayOnly());
        }
        if (thrown instanceof Stale || thrown instanceof CursorMoved) {
            return plain(Kind.STALE, step, thrown.getMessage());
        }
        if (thrown instanceof SystemPaused || thrown instanceof WrongStore) {
            return plain(Kind.PAUSED, step, thrown.getMessage());
        }
        if (thrown instanceof LeadTaken taken) {
            return ofLeadTaken(taken, step);
        }
        if (thrown instanceof LeaseLost) {
            return plain(Kind.LEASE_LOST, step, thrown.getMessage());
        }
        if (thrown instanceof StreamConstraintsException) {
            return unreadable(step);
        }
        return unexpected(thrown, step);
    }

    /** Trying again would read the same answer. */
    private static Failure unreadable(String step) {
        return new Failure(
                Kind.PERMANENT,
                systemOf(step),
                step,
                null,
                "unreadable",
                "the answer is nested too deeply, or one of its values is too long",
                "shorten the record in that system, then replay",
                null,
                false);
    }

    /** Whatever it was: what a custom route calls has no claim on the two systems' pauses. */
    static Failure ofCustomRoute(String hook, Throwable thrown) {
        if (thrown instanceof ParkPair park) {
            return of(park, hook, null);
        }
        String why = thrown == null ? "stopped" : "failed (" + thrown.getClass().getSimpleName() + ")";
        return new Failure(
                Kind.PERMANENT,
                null,
                hook,
                null,
                "custom-route",
                "the route " + hook + " of routes/custom " + why,
                "look at the log of that time, mend the route, restart, then replay",
                null,
                false);
    }

    static Failure exhausted() {
        return new Failure(
                Kind.PERMANENT,
                null,
                "run-request",
                null,
                "never-ended",
                "its runs began but never ended, sync.max-attempts times",
                "look at the log of that time: the process may have been killed; then replay",
                null,
                false);
    }

    /** The cause that says most, since Camel and the HTTP client wrap what we throw. */
    static Throwable cause(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            boolean known = each instanceof HttpOperationFailedException
                    || each instanceof TokenException
                    || each instanceof ParkPair
                    || each instanceof Stale
                    || each instanceof StreamConstraintsException
                    || each instanceof SystemPaused
                    || each instanceof LeaseLost
                    || each instanceof LeadTaken
                    || each instanceof CursorMoved
                    || each instanceof WrongStore;
            if (known) {
                return each;
            }
        }
        return thrown;
    }

    private static Failure ofLeadTaken(LeadTaken taken, String step) {
        return new Failure(
                Kind.PERMANENT,
                null,
                step,
                null,
                "two-referrals-one-lead",
                "two referrals, one lead: it belongs to referral " + taken.otherReferralId(),
                "unlink one of the two referrals, or drop this request",
                null,
                false);
    }

    private static Failure ofToken(TokenException token) {
        Kind kind =
                switch (token.kind()) {
                    case UNAUTHORISED -> Kind.UNAUTHORISED;
                    case CONSENT_LOST -> Kind.CONSENT_LOST;
                    case TRANSIENT -> token.retryAfter().isPresent() ? Kind.THROTTLED : Kind.TRANSIENT;
                };
        return new Failure(
                kind,
                token.system(),
                "get-token",
                null,
                token.code(),
                "no token for " + token.system(),
                token.remedy(),
                token.retryAfter().orElse(null),
                false);
    }

    private static Failure unexpected(Throwable thrown, String step) {
        boolean passes = thrown instanceof IOException || isStore(thrown);
        String what = thrown.getClass().getSimpleName();
        return passes
                ? plain(Kind.TRANSIENT, step, "no answer (" + what + ")")
                : new Failure(
                        Kind.PERMANENT,
                        null,
                        step,
                        null,
                        what,
                        "the connectors could not handle what they read (" + what + ")",
                        "look at the log of that time, mend mapping.yaml or report it, then replay",
                        null,
                        false);
    }

    private static boolean isStore(Throwable thrown) {
        String name = thrown.getClass().getName();
        return thrown instanceof java.sql.SQLException
                || name.startsWith("org.jdbi.")
                || name.startsWith("org.referralconnectors.store.");
    }

    private static Failure plain(Kind kind, String step, String reason) {
        return new Failure(kind, systemOf(step), step, null, null, reason, "", null, false);
    }

    static String systemOf(String step) {
        if (step == null) {
            return null;
        }
        return step.startsWith("dynamics-") ? "dynamics" : step.startsWith("partner-center-") ? "partner-center" : null;
    }

    static String code(HttpOperationFailedException http) {
        return ODataError.code(http.getResponseBody());
    }
}
