package org.referralconnectors.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a simulated service answers. */
public record Answer(int status, Map<String, String> headers, byte[] body) {

    public static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }

    public static Answer json(int status, JsonNode body) {
        Map<String, String> headers = Map.of("content-type", "application/json; charset=utf-8");
        return new Answer(status, headers, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** This answer with one more header. */
    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }
}
