package org.referralconnectors.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** Reads the body of a registration, in either case of its names, and refuses what can't be registered. */
final class RegistrationRequest {
    static final Set<String> EVENTS = Set.of(
            "referral-created",
            "referral-updated",
            "related-referral-created",
            "related-referral-updated",
            "test-created",
            "subscription-updated",
            "usagerecords-thresholdExceeded",
            "invoice-ready",
            "azure-fraud-event-detected");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");

    private final JsonNode body;

    RegistrationRequest(byte[] body) {
        try {
            this.body = Jwt.JSON.readTree(body);
        } catch (IOException e) {
            throw invalid("The body is not JSON.");
        }
    }

    Registration registration(Instant now) {
        return new Registration(url(), events(), ownHeader(), now);
    }

    /** Plain http does for loopback only, which the real service couldn't reach at all. */
    private String url() {
        String url = member("WebhookUrl").asText();
        try {
            URI uri = URI.create(url);
            boolean loopback = "http".equals(uri.getScheme()) && LOOPBACK.contains(String.valueOf(uri.getHost()));
            if (loopback || ("https".equals(uri.getScheme()) && uri.getHost() != null)) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw invalid("WebhookUrl is not a URL.");
        }
        throw invalid("WebhookUrl must be an https URL.");
    }

    private Set<String> events() {
        JsonNode listed = member("WebhookEvents");
        Set<String> events = new LinkedHashSet<>();
        listed.forEach(event -> events.add(event.asText()));
        if (!listed.isArray() || events.isEmpty() || !EVENTS.containsAll(events)) {
            throw invalid("WebhookEvents holds an event that does not exist.");
        }
        return events;
    }

    /** A boolean, or its text, as the certified connector sends it. */
    private boolean ownHeader() {
        return Boolean.parseBoolean(member("SignatureTokenToMsSignatureHeader").asText("false"));
    }

    private JsonNode member(String name) {
        return body.properties().stream()
                .filter(member -> member.getKey().equalsIgnoreCase(name))
                .map(java.util.Map.Entry::getValue)
                .findFirst()
                .orElse(Jwt.JSON.missingNode());
    }

    private static Refusal invalid(String description) {
        return RegistrationError.of(400, "400001", description);
    }
}
