package org.referralconnectors.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.referralconnectors.simulated.SimulatedServices;

/** Both simulated sides, in a process of their own, and the referrals that were made there. */
final class Services implements AutoCloseable {

    /** One signed webhook, ready to be sent again and again. */
    record Webhook(MultiMap headers, Buffer body) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Forked process;
    private final Map<String, String> settings;
    private int created;

    Services(Path folder) {
        List<String> options = List.of("-Xmx1g", "-XX:+UseSerialGC");
        process = new Forked(folder.resolve("services.log"), options, SimulatedServices.class, folder.toString());
        settings = JSON.convertValue(parse(process.readLine()), new TypeReference<LinkedHashMap<String, String>>() {});
    }

    /** What points the application here. */
    Map<String, String> settings() {
        return settings;
    }

    void latency(int millis) {
        ask("latency " + millis);
    }

    /** New referrals, of which nobody was told: a webhook for each. */
    List<Webhook> create(int count) {
        ask("create " + count);
        List<Webhook> webhooks = new ArrayList<>();
        ask("sign " + created + " " + count).path("signed").forEach(signed -> webhooks.add(webhook(signed)));
        created += count;
        return webhooks;
    }

    /** Changes every referral, of which nobody is told either. */
    void rename(String company) {
        ask("rename " + company);
    }

    /** Calls since they were last cleared, by service, operation and status. */
    Map<String, Long> counts() {
        return JSON.convertValue(ask("counts"), new TypeReference<LinkedHashMap<String, Long>>() {});
    }

    /** When the first call since they were last cleared was answered, in microseconds since 1970; 0: none yet. */
    long first() {
        return ask("first").path("at").asLong();
    }

    /** User and system time of their process. */
    Duration cpu() {
        return process.cpu();
    }

    void clear() {
        ask("clear");
    }

    @Override
    public void close() {
        process.close();
    }

    private static Webhook webhook(JsonNode signed) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        signed.path("headers")
                .properties()
                .forEach(
                        header -> headers.add(header.getKey(), header.getValue().asText()));
        return new Webhook(headers, Buffer.buffer(signed.path("body").asText()));
    }

    private JsonNode ask(String command) {
        JsonNode answer = parse(process.ask(command));
        if (answer.has("error")) {
            throw new IllegalStateException(answer.path("error").asText());
        }
        return answer;
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(line, e);
        }
    }
}
