package org.referralconnectors.sync;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.referralconnectors.dynamics.ODataError;
import org.referralconnectors.sync.Failure.Kind;

/** The classes of HTTP failures. Dataverse's code decides before the status does: its 412 has three meanings. */
final class HttpFailures {

    private static final Set<Integer> PASSING = Set.of(408, 423, 500, 502, 503, 504);

    private HttpFailures() {}

    static Failure of(HttpOperationFailedException http, String step, Instant now) {
        String code = Failure.code(http);
        int status = http.getStatusCode();
        Duration pause = retryAfter(http.getResponseHeaders(), now);
        Kind kind = kind(status, code, step, pause != null);
        return new Failure(
                kind,
                Failure.systemOf(step),
                step,
                status,
                code.isEmpty() ? null : code,
                "HTTP " + status + (code.isEmpty() ? "" : " " + code) + " from " + step,
                status == 401 ? Remedies.ofRefusedToken(Failure.systemOf(step)) : Remedies.of(status, code),
                pause,
                false);
    }

    private static Kind kind(int status, String code, String step, boolean saysWhen) {
        if (status == 429 || status == 509 || status == 503 && saysWhen) {
            return Kind.THROTTLED;
        }
        if (status == 401) {
            return Kind.UNAUTHORISED;
        }
        if (PASSING.contains(status) || isTooEarly(status, step)) {
            return Kind.TRANSIENT;
        }
        return isStale(status, code, step) ? Kind.STALE : Kind.PERMANENT;
    }

    /** A referral can be unknown for a moment right after its webhook. */
    private static boolean isTooEarly(int status, String step) {
        return status == 404 && "partner-center-get-referral".equals(step);
    }

    private static boolean isStale(int status, String code, String step) {
        boolean stale412 = status == 412
                && (Set.of(ODataError.STALE_ROW, ODataError.ROW_EXISTS, ODataError.KEY_TAKEN)
                                .contains(code)
                        || step.startsWith("partner-center-"));
        return status == 409 || stale412 || status == 404 && "dynamics-update-lead".equals(step);
    }

    /** RFC 9110, 10.2.3: seconds or an HTTP date; null when absent or unreadable. */
    static Duration retryAfter(Map<String, String> headers, Instant now) {
        if (headers == null) {
            return null;
        }
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
                .map(header -> parse(header.getValue().strip(), now))
                .filter(duration -> duration != null)
                .findFirst()
                .orElse(null);
    }

    private static Duration parse(String value, Instant now) {
        if (value.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            Duration left = Duration.between(
                    now,
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
