package org.referralconnectors.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.referralconnectors.auth.RetryAfter;
import org.referralconnectors.dynamics.ODataError;
import org.referralconnectors.sync.Failure.Kind;

/** The classes of HTTP failures. Dataverse's code decides before the status does: its 412 has three meanings. */
final class HttpFailures {

    private static final Set<Integer> PASSING = Set.of(408, 423, 500, 502, 503, 504);
    private static final Set<String> STALE = Set.of(ODataError.STALE_ROW, ODataError.ROW_EXISTS, ODataError.KEY_TAKEN);

    private HttpFailures() {}

    static Failure of(HttpOperationFailedException http, String step, Instant now) {
        String code = Failure.code(http);
        int status = http.getStatusCode();
        Duration pause = retryAfter(http.getResponseHeaders(), now);
        return new Failure(
                kind(http, code, step, pause != null),
                Failure.systemOf(step),
                step,
                status,
                code.isEmpty() ? null : code,
                "HTTP " + status + (code.isEmpty() ? "" : " " + code) + " from " + step,
                status == 401 ? Remedies.ofRefusedToken(Failure.systemOf(step)) : Remedies.of(status, code),
                pause,
                false);
    }

    private static Kind kind(HttpOperationFailedException http, String code, String step, boolean saysWhen) {
        int status = http.getStatusCode();
        if (status == 429 || status == 509 || status == 503 && saysWhen) {
            return Kind.THROTTLED;
        }
        if (status == 401) {
            return Kind.UNAUTHORISED;
        }
        if (isDeadlock(http, code)) {
            return Kind.TRANSIENT;
        }
        if (isStale(status, code, step)) {
            return Kind.STALE;
        }
        boolean passes = PASSING.contains(status) && !Remedies.isForGood(code) || isTooEarly(status, step);
        return passes ? Kind.TRANSIENT : Kind.PERMANENT;
    }

    /** SQL Server's victim of a deadlock (1205) and its time-out, whatever status they come under. */
    private static boolean isDeadlock(HttpOperationFailedException http, String code) {
        String message = ODataError.message(http.getResponseBody()).toLowerCase(Locale.ROOT);
        return code.equals(ODataError.SQL_TIMEOUT) || message.contains("deadlock") || message.contains("number: 1205");
    }

    /** A referral can be unknown for a moment right after its webhook. */
    private static boolean isTooEarly(int status, String step) {
        return status == 404 && "partner-center-get-referral".equals(step);
    }

    private static boolean isStale(int status, String code, String step) {
        boolean stale412 = status == 412 && (STALE.contains(code) || step.startsWith("partner-center-"));
        return status == 409 || stale412 || status == 404 && "dynamics-update-lead".equals(step);
    }

    /** Null when absent or unreadable. */
    static Duration retryAfter(Map<String, String> headers, Instant now) {
        if (headers == null) {
            return null;
        }
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
                .map(header -> RetryAfter.parse(header.getValue(), now))
                .filter(duration -> duration != null)
                .findFirst()
                .orElse(null);
    }
}
