package org.referralconnectors.ops;

import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/** What the listeners answer by themselves: a status, and a short JSON body that says nothing a caller doesn't know. */
final class HttpErrors {

    static final int UNAVAILABLE = 503;

    static final Map<Integer, String> TEXTS = Map.ofEntries(
            Map.entry(400, "Not a good request."),
            Map.entry(401, "User and password are needed."),
            Map.entry(403, "Not allowed."),
            Map.entry(404, "Not found."),
            Map.entry(405, "Another method is needed."),
            Map.entry(406, "Only JSON is answered."),
            Map.entry(408, "The body did not come in time."),
            Map.entry(413, "The body is too large."),
            Map.entry(414, "The address is too long."),
            Map.entry(415, "The content type must be application/json."),
            Map.entry(417, "Not a good request."),
            Map.entry(429, "Too many wrong passwords: try again later."),
            Map.entry(431, "The headers are too large."),
            Map.entry(500, "Try again later."),
            Map.entry(UNAVAILABLE, "Try again later."));

    private HttpErrors() {}

    /** Where Vert.x fails itself it says 500; a sender may try again, so it hears 503. */
    static int status(int status) {
        return status < 400 || status == 500 ? UNAVAILABLE : status;
    }

    static void answer(HttpServerResponse response, int status) {
        if (response.ended() || response.headWritten()) {
            return;
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(json(status));
    }

    static String json(int status) {
        return "{\"error\": \"" + TEXTS.getOrDefault(status, TEXTS.get(400)) + "\"}";
    }
}
