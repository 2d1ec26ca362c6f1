package org.referralconnectors.partnercenter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackEventTest {

    private static final String ID = ForgedDelivery.REFERRAL_ID;

    @ParameterizedTest
    @ValueSource(
            strings = {"referral-created", "referral-updated", "related-referral-created", "related-referral-updated"})
    void aReferralEventNamesItsReferral(String name) throws CallbackRefused {
        CallbackEvent event = read(name, "https://api.partnercenter.microsoft.com/engagements/v1/referrals/" + ID);

        assertThat(event).isEqualTo(new CallbackEvent(name, Optional.of(ID)));
        assertThat(event.related()).isEqualTo(name.startsWith("related"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example:1/x?y=/", "HTTP://", "", "/referrals", "urn:x", "https://a/b/c/d#e"})
    void nothingCountsInAResourceButTheIdAtItsEnd(String before) throws CallbackRefused {
        assertThat(read("referral-created", before + "/" + ID).referralId()).contains(ID);
    }

    @Test
    void theIdIsInLowerCase() throws CallbackRefused {
        assertThat(read("referral-created", "/" + ID.toUpperCase()).referralId())
                .contains(ID);
    }

    @Test
    void theNameIsInLowerCase() throws CallbackRefused {
        assertThat(read("Related-Referral-Created", "/" + ID).related()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"test-created", "subscription-updated", "referral", "xreferral-created", "un-heard-of", "é"})
    void anyOtherEventIsTakenAndNamesNoReferral(String name) throws CallbackRefused {
        assertThat(read(name, "/" + ID)).isEqualTo(new CallbackEvent(name, Optional.empty()));
    }

    @Test
    void aTestEventNeedsNoResource() throws CallbackRefused {
        assertThat(read("{\"EventName\":\"test-created\",\"ResourceUri\":null}").referralId())
                .isEmpty();
    }

    @Test
    void namesUnknownToUsAreIgnored() throws CallbackRefused {
        String body = ForgedDelivery.BODY.replace(
                "{", "{\"New\":{\"a\":[1e999,-0,true]},\"\":\"\\ud800 \u00e9 \ud83d\ude00\",");

        assertThat(read(body).referralId()).contains(ID);
    }

    private static CallbackEvent read(String name, String resource) throws CallbackRefused {
        return read("{\"EventName\":\"%s\",\"ResourceUri\":\"%s\"}".formatted(name, resource));
    }

    private static CallbackEvent read(String body) throws CallbackRefused {
        return CallbackEvent.read(body.getBytes(UTF_8));
    }
}
