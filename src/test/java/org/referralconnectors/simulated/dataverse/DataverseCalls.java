package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.referralconnectors.simulated.Answer;
import org.referralconnectors.simulated.Call;

/** Calls of a simulated organisation as a well-behaved client makes them, without a network. */
final class DataverseCalls {
    static final String ORIGIN = "https://contoso.crm.dynamics.com";
    private static final String ROOT = "/api/data/v9.2/";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    final SimulatedDataverse dataverse;

    DataverseCalls(Organisation organisation, Clock clock) {
        TokenCheck tokens = TokenCheck.accepting(
                (authorization, audience) -> ORIGIN.equals(audience) && "Bearer good".equals(authorization));
        dataverse = new SimulatedDataverse(organisation, tokens, clock);
    }

    Answer get(String resource, String... headers) {
        return send("GET", resource, null, headers);
    }

    /** @param headers {@code Name: value}; a name alone takes a header away that is sent otherwise */
    Answer send(String method, String resource, String body, String... headers) {
        String[] parts = resource.replace(ORIGIN + ROOT, "").replace(" ", "%20").split("\\?", 2);
        Map<String, List<String>> all = usualHeaders(body);
        for (String header : headers) {
            String[] words = header.split(": ", 2);
            String name = words[0].toLowerCase(Locale.ROOT);
            all.put(name, words.length == 1 ? List.of() : List.of(words[1]));
        }
        all.values().removeIf(List::isEmpty);
        String path = parts[0].startsWith("/") ? parts[0] : ROOT + parts[0];
        byte[] bytes = body == null ? new byte[0] : body.replace('`', '"').getBytes(StandardCharsets.UTF_8);
        return dataverse.answer(new Call(method, path, parts.length == 1 ? null : parts[1], all, bytes));
    }

    private static Map<String, List<String>> usualHeaders(String body) {
        Map<String, List<String>> headers = new HashMap<>();
        headers.put("host", List.of("contoso.crm.dynamics.com"));
        headers.put("authorization", List.of("Bearer good"));
        headers.put("accept", List.of("application/json"));
        headers.put("odata-maxversion", List.of("4.0"));
        headers.put("odata-version", List.of("4.0"));
        headers.put("if-none-match", List.of("null"));
        if (body != null) {
            headers.put("content-type", List.of("application/json"));
        }
        return headers;
    }

    static JsonNode json(Answer answer) {
        return json(new String(answer.body(), StandardCharsets.UTF_8));
    }

    /** Reads JSON; backquotes stand for quotes. */
    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text.replace('`', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    static ObjectNode object(String text) {
        return (ObjectNode) json(text);
    }

    /** Status and error code, as in {@code 412 0x80060882}. */
    static String outcome(Answer answer) {
        return answer.body().length == 0
                ? Integer.toString(answer.status())
                : (answer.status() + " " + json(answer).at("/error/code").asText()).trim();
    }
}
