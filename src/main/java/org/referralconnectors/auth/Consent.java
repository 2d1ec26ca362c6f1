package org.referralconnectors.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What is kept of a person's consent.
 *
 * @param imported the {@link Fingerprint} of every refresh token of any settings that was ever imported; one that is
 *     older than what is stored must not come back, whichever process has it
 * @param cache msal4j's cache in the format that all MSAL libraries share: sections of keyed entries
 */
record Consent(Set<String> imported, JsonNode cache) {

    static final Consent NONE = new Consent(Set.of(), JsonNodeFactory.instance.objectNode());

    /** https://learn.microsoft.com/entra/identity-platform/refresh-tokens: each use begins it anew. */
    private static final Duration LIFE_UNUSED = Duration.ofDays(90);

    private static final ObjectMapper JSON = new ObjectMapper();

    static Consent parse(String text) {
        JsonNode json = read(text);
        Set<String> imported = StreamSupport.stream(json.path("imported").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return new Consent(imported, json.path("cache"));
    }

    static Consent of(Set<String> imported, String cache) {
        return new Consent(imported, read(cache));
    }

    String text() {
        ObjectNode json = JSON.createObjectNode();
        imported.forEach(json.withArray("/imported")::add);
        return json.set("cache", cache).toString();
    }

    /** When it ends unless it is used before: every access token in the cache tells of a use. */
    Optional<Instant> ends() {
        return StreamSupport.stream(cache.path("AccessToken").spliterator(), false)
                .map(token -> Instant.ofEpochSecond(token.path("cached_at").asLong()))
                .max(Comparator.naturalOrder())
                .map(used -> used.plus(LIFE_UNUSED));
    }

    boolean hasImported(String refreshToken) {
        return imported.stream().anyMatch(each -> Fingerprint.matches(each, refreshToken));
    }

    /** As if this one had been imported too; empty text is none. */
    Set<String> importedWith(String refreshToken) {
        Set<String> all = new LinkedHashSet<>(imported);
        if (!refreshToken.isEmpty() && !hasImported(refreshToken)) {
            all.add(Fingerprint.of(refreshToken));
        }
        return all;
    }

    boolean hasSameRefreshTokensAs(Consent other) {
        return imported.equals(other.imported) && cache.path("RefreshToken").equals(other.cache.path("RefreshToken"));
    }

    /** This one, and what {@code newer} has beside or instead of it. */
    Consent with(Consent newer) {
        ObjectNode merged = cache.deepCopy();
        newer.cache.properties().forEach(section -> merged.withObject("/" + section.getKey())
                .setAll((ObjectNode) section.getValue()));
        return new Consent(newer.imported, merged);
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            // Without its cause: the parser quotes what it read, and this holds tokens.
            throw new IllegalStateException("the stored consent can't be read: run the command login");
        }
    }

    @Override
    public String toString() {
        return "consent";
    }
}
