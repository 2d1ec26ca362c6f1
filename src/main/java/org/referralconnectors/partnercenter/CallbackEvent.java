package org.referralconnectors.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.referralconnectors.values.Guid;

/**
 * What an authentic delivery says. Of its {@code ResourceUri} nothing but the GUID at the end is kept: the host there
 * is not the one that referrals are read from, and must never be called or given a token.
 *
 * @param name such as {@code referral-updated}, in lower case
 * @param referralId in lower case; empty for every event that isn't about a referral, {@code test-created} included
 */
public record CallbackEvent(String name, Optional<String> referralId) {

    /** As Microsoft writes it: a webhook that spells an id another way is not one of theirs. */
    private static final Pattern LAST_SEGMENT = Pattern.compile("/(" + Guid.ANY_CASE + ")\\z");

    private static final Pattern REFERRAL_EVENT = Pattern.compile("(related-)?referral-[a-z-]{1,40}");

    static CallbackEvent read(byte[] body) throws CallbackRefused {
        try {
            return of(StrictJson.read(body));
        } catch (IOException notJson) {
            throw new CallbackRefused(Refusal.EVENT);
        }
    }

    /** Whether the referral is the counterpart of ours on the same engagement, so that it never makes a lead. */
    public boolean related() {
        return name.startsWith("related-");
    }

    private static CallbackEvent of(JsonNode body) throws CallbackRefused {
        String name = text(body.path("EventName")).toLowerCase(Locale.ROOT);
        if (name.isBlank()) {
            throw new CallbackRefused(Refusal.EVENT);
        }
        if (!REFERRAL_EVENT.matcher(name).matches()) {
            return new CallbackEvent(name, Optional.empty());
        }
        return new CallbackEvent(name, Optional.of(referralId(text(body.path("ResourceUri")))));
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : "";
    }

    private static String referralId(String resourceUri) throws CallbackRefused {
        Matcher guid = LAST_SEGMENT.matcher(resourceUri);
        if (!guid.find()) {
            throw new CallbackRefused(Refusal.EVENT);
        }
        return Guid.canonical(guid.group(1));
    }
}
