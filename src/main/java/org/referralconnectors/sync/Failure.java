package org.referralconnectors.sync;

import java.time.Duration;
import java.time.Instant;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.referralconnectors.dynamics.ODataError;

/**
 * What went wrong, by what it asks for.
 *
 * @param system {@code partner-center} or {@code dynamics}; null when neither is to blame
 * @param step the connector route or the part of the run that failed
 * @param status of HTTP, or null
 * @param code the remote system's error code, or null
 * @param reason, remedy in plain words, without personal data
 * @param pause how long the system is to be left alone; null when nobody said
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
        /** The system asks to be left alone: it pauses for everyone, and no attempt is counted. */
        THROTTLED,
        /** It may pass, and be the system's or the pair's: no answer, 5xx. Where it is the pair's, attempts count. */
        TRANSIENT,
        /** What was read holds no longer: once more at once. */
        STALE,
        /** A credential is refused: the system pauses until somebody does something. */
        UNAUTHORISED,
        /** Nobody consents any more: likewise. */
        CONSENT_LOST,
        /** It is the system's own trouble: it rests for everyone, no attempt is counted, however long it lasts. */
        OUTAGE,
        /** Something else than the service answered: no attempt is counted either, even if one pair alone meets it. */
        FOREIGN,
        /** The system is paused already. */
        PAUSED,
        /** Another process has the run. */
        LEASE_LOST,
        /** The service's own word about this record, or a mapping error: parked at once. */
        PERMANENT;

        boolean pauses() {
            return this == THROTTLED || this == UNAUTHORISED || this == CONSENT_LOST || this == OUTAGE;
        }
    }

    /**
     * @param step the last operation called, or the part of the run that was under way
     * @param now from which a date in {@code Retry-After} counts
     */
    static Failure of(Throwable thrown, String step, Instant now) {
        return FailureTable.of(thrown, step, now);
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

    /** The cause that says most. */
    static Throwable cause(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (FailureTable.isMeant(each)) {
                return each;
            }
        }
        return thrown;
    }

    /** The same, once it has been found to be the system's own trouble. */
    Failure ofTheSystem(Duration rest) {
        return new Failure(Kind.OUTAGE, system, step, status, code, reason, remedy, rest, false);
    }

    /** Why its system rests: there is nothing to replay then. */
    String whyItRests() {
        String help = remedy.replaceFirst("(, then|; once it answers again,) replay( or drop)?$", "");
        return reason + (help.isEmpty() ? "" : "; " + help);
    }

    Failure as(Kind other) {
        return new Failure(other, system, step, status, code, reason, remedy, pause, replayOnly);
    }

    static Failure parked(Trouble trouble, String step, String reason) {
        return plain(Kind.PERMANENT, step, trouble, reason);
    }

    /** @param trouble what the pair is parked for, should this be its last attempt; null where it never is */
    static Failure plain(Kind kind, String step, Trouble trouble, String reason) {
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
