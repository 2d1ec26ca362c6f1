package org.referralconnectors.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.referralconnectors.simulated.dataverse.Organisation;

/** What referrals and leads hold, as the story shows it. */
final class Values {

    private Values() {}

    /** The members that are filled, with a space between them. */
    static String text(JsonNode node, String... members) {
        return Stream.of(members)
                .map(member -> node.path(member).asText(""))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    static String status(JsonNode referral) {
        return text(referral, "status") + "/" + text(referral, "substatus");
    }

    static String company(JsonNode referral) {
        return text(referral.path("customerProfile"), "name");
    }

    static String notes(JsonNode referral) {
        return text(referral.path("details"), "notes");
    }

    static String deal(JsonNode referral) {
        return text(referral.path("details"), "dealValue", "currency");
    }

    /** The amount of a lead; simulated organisations make a currency's id from its code. */
    static String money(JsonNode lead) {
        String currency = text(lead, "_transactioncurrencyid_value");
        return Currency.getAvailableCurrencies().stream()
                .map(Currency::getCurrencyCode)
                .filter(code -> Organisation.idOf(code).toString().equals(currency))
                .map(code -> text(lead, "estimatedamount") + " " + code)
                .findFirst()
                .orElse("no amount");
    }

    /** Partner Center takes and shows amounts as numbers and as text. */
    static BigDecimal amount(JsonNode referral) {
        return new BigDecimal(text(referral.path("details"), "dealValue"));
    }
}
