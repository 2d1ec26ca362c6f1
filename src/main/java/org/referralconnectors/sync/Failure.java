package org.referralconnectors.sync;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLException;
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
            return parked(park.trouble(), park.step() == null ? step : park.step(), park.getMessage());
        }
        if (thrown instanceof Stale || thrown instanceof CursorMoved) {
            return plain(Kind.STALE, step, Trouble.KEEPS_CHANGING, thrown.getMessage());
        }
        if (thrown instanceof SystemPaused || thrown instanceof WrongStore) {
            return plain(Kind.PAUSED, step, null, thrown.getMessage());
        }
        if (thrown instanceof LeadTaken taken) {
            return ofLeadTaken(taken, step);
        }
        if (thrown instanceof ListBroken broken) {
            return new Failure(
                    Kind.TRANSIENT, null, step, null, null, broken.getMessage(), broken.remedy(), null, false);
        }
        if (thrown instanceof LeaseLost) {
            return plain(Kind.LEASE_LOST, step, null, thrown.getMessage());
        }
        if (thrown instanceof StreamConstraintsException) {
            return parked(
                    Trouble.UNREADABLE, step, "the answer is nested too deeply, or one of its values is too long");
        }
        return unexpected(thrown, step);
    }

    /** Whatever it was: what a custom route calls has no claim on the two systems' pauses. */
    static Failure ofCustomRoute(String hook, Throwable thrown) {
        if (thrown instanceof ParkPair park) {
            return of(park, hook, null);
        }
        String why = thrown == null ? "stopped" : "failed (" + thrown.getClass().getSimpleName() + ")";
        return parked(Trouble.CUSTOM_ROUTE, hook, "the route " + hook + " of routes/custom " + why);
    }

    /** Whether Dynamics 365 has answered a write to a lead, by refusing it: it does not arrive later. */
    boolean isRefusedLead() {
        boolean refused = status != null && status >= 400 && status < 500;
        return refused && ("dynamics-create-lead".equals(step) || "dynamics-update-lead".equals(step));
    }

    static Failure exhausted() {
        return parked(Trouble.NEVER_ENDED, "run-request", "its runs began but never ended, sync.max-attempts times");
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
                    || each instanceof ListBroken
                    || each instanceof WrongStore;
            if (known) {
                return each;
            }
        }
        return thrown;
    }

    private static Failure ofLeadTaken(LeadTaken taken, String step) {
        return parked(
                Trouble.TWO_REFERRALS_ONE_LEAD,
                step,
                "two referrals, one lead: it belongs to referral " + taken.otherReferralId());
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
        String what = thrown.getClass().getSimpleName();
        if (thrown instanceof SSLException) {
            return plain(Kind.TRANSIENT, step, Trouble.NOT_TRUSTED, "no connection (" + what + ")");
        }
        if (thrown instanceof IOException) {
            return plain(Kind.TRANSIENT, step, Trouble.NO_ANSWER, "no answer (" + what + ")");
        }
        return isStore(thrown)
                ? plain(Kind.TRANSIENT, step, Trouble.STORE, "the store did not take it (" + what + ")")
                : parked(Trouble.UNEXPECTED, step, "the connectors could not handle what they read (" + what + ")");
    }

    private static boolean isStore(Throwable thrown) {
        String name = thrown.getClass().getName();
        return thrown instanceof java.sql.SQLException
                || name.startsWith("org.jdbi.")
                || name.startsWith("org.referralconnectors.store.");
    }

    private static Failure parked(Trouble trouble, String step, String reason) {
        return plain(Kind.PERMANENT, step, trouble, reason);
    }

    /** @param trouble what the pair is parked for, should this be its last attempt; null where it never is */
    private static Failure plain(Kind kind, String step, Trouble trouble, String reason) {
        return new Failure(
                kind,
                systemOf(step),
                step,
                null,
                trouble == null ? null : trouble.code(),
                reason,
                trouble == null ? "" : trouble.remedy(),
                null,
                trouble == Trouble.REWRITTEN);
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
