package org.referralconnectors.partnercenter;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an authentic delivery says. Of its {@code ResourceUri} nothing but the GUID at the end is kept: the host there
 * is not the one that referrals are read from, and must never be called or given a token.
 *
 * @param name such as {@code referral-updated}, in lower case
 * @param referralId in lower case; empty for every event that isn't about a referral, {@code test-created} included
 */
public record CallbackEvent(String name, Optional<String> referralId) {

    private static final Pattern REFERRAL_EVENT = Pattern.compile("(related-)?referral-[a-z-]{1,40}");
    private static final Pattern LAST_SEGMENT =
            Pattern.compile("/([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\\z");

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
        return guid.group(1).toLowerCase(Locale.ROOT);
    }
}
