package org.referralconnectors.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** The shape in which Entra ID says no: an OAuth error (RFC 6749, 5.2) with its own AADSTS code. */
final class EntraError {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private final Clock clock;

    EntraError(Clock clock) {
        this.clock = clock;
    }

    Refusal of(int status, String error, int code, String text) {
        return of(status, error, code, text, null);
    }

    /** @param suberror may be {@code null} */
    Refusal of(int status, String error, int code, String text, String suberror) {
        String trace = UUID.randomUUID().toString();
        String correlation = UUID.randomUUID().toString();
        String time = TIME.format(clock.instant());
        ObjectNode body = Jwt.JSON.createObjectNode().put("error", error);
        body.put(
                "error_description",
                "AADSTS%d: %s Trace ID: %s Correlation ID: %s Timestamp: %s"
                        .formatted(code, text, trace, correlation, time));
        body.putArray("error_codes").add(code);
        body.put("timestamp", time).put("trace_id", trace).put("correlation_id", correlation);
        body.put("error_uri", "https://login.microsoftonline.com/error?code=" + code);
        if (suberror != null) {
            body.put("suberror", suberror);
        }
        return new Refusal(Answer.json(status, body).with("cache-control", "no-store, no-cache"));
    }
}
