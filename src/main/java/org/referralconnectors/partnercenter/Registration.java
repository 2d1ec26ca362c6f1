package org.referralconnectors.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where Partner Center sends a tenant's events. There is one registration a tenant, whoever made it; whoever writes it
 * replaces address and events. Source:
 * https://learn.microsoft.com/partner-center/developer/partner-center-webhooks.
 *
 * @param events in their order
 */
public record Registration(String url, Set<String> events) {

    /** What keeps pairs in step, and what {@code webhook test} needs. */
    public static final List<String> NEEDED = List.of(
            "referral-created",
            "referral-updated",
            "related-referral-created",
            "related-referral-updated",
            "test-created");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Its members come in either case. */
    public static Registration of(JsonNode answer) {
        Set<String> events = new LinkedHashSet<>();
        member(answer, "WebhookEvents").forEach(event -> events.add(event.asText()));
        return new Registration(member(answer, "WebhookUrl").asText(""), events);
    }

    /** At {@code url}, for the events needed and every one that is there already. */
    public Registration movedTo(String url) {
        Set<String> all = new LinkedHashSet<>(events);
        all.addAll(NEEDED);
        return new Registration(url, all);
    }

    public static Registration first(String url) {
        return new Registration(url, new LinkedHashSet<>(NEEDED));
    }

    public boolean isAt(String other) {
        return url.equals(other);
    }

    /** Events needed that nobody would be told of. */
    public List<String> lacking() {
        return NEEDED.stream().filter(event -> !events.contains(event)).toList();
    }

    /** Hosts on which Microsoft's own flow for referrals listens: Power Automate and Logic Apps. */
    public boolean looksLikeAFlow() {
        return url.matches("https://[^/]*\\.(logic\\.azure\\.com|azure-apim\\.net|api\\.powerplatform\\.com)([:/].*)?");
    }

    public String body() {
        ObjectNode body = JSON.createObjectNode().put("WebhookUrl", url);
        events.forEach(body.putArray("WebhookEvents")::add);
        return body.toString();
    }

    private static JsonNode member(JsonNode answer, String name) {
        return answer.properties().stream()
                .filter(member -> member.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    @Override
    public String toString() {
        return url + " for " + events.stream().sorted().collect(Collectors.joining(", "));
    }
}
