package org.referralconnectors.torture.observer;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.referralconnectors.simulated.dataverse.Organisation;

/**
 * The default field map and one row more, stated a second time and by other means than the application's own, so that a
 * mistake there is not repeated here. Values are brought into the words of the lead (texts cut to the column, amounts
 * with their currency), but for moments, which no zone changes. An empty text is no value.
 */
public enum Mapped {
    COMPANY("company", at("/customerProfile/name", 100), column("companyname")),
    FIRST_NAME("contact.firstname", at("/customerProfile/team/0/firstName", 50), column("firstname")),
    LAST_NAME("contact.lastname", at("/customerProfile/team/0/lastName", 50), column("lastname")),
    TELEPHONE("contact.telephone1", at("/customerProfile/team/0/phoneNumber", 50), column("telephone1")),
    STREET("address.address1_line1", at("/customerProfile/address/addressLine1", 250), column("address1_line1")),
    CITY("address.address1_city", at("/customerProfile/address/city", 80), column("address1_city")),
    NOTES("notes", at("/details/notes", 2000), column("description")),
    DEAL("deal", Mapped::referralDeal, Mapped::leadDeal),
    CLOSING_DATE(
            "closing date",
            referral -> moment(text(referral.at("/details/closingDateTime"))),
            column("estimatedclosedate")),
    /** Stands in no delivered map. */
    CAMPAIGN("campaign", at("/campaignId", 200), column("websiteurl"));

    private static final String[] CURRENCIES = {"EUR", "USD", "JPY", "CHF"};

    final String field;
    private final Function<JsonNode, String> ofReferral;
    private final Function<JsonNode, String> ofLead;

    Mapped(String field, Function<JsonNode, String> ofReferral, Function<JsonNode, String> ofLead) {
        this.field = field;
        this.ofReferral = ofReferral;
        this.ofLead = ofLead;
    }

    /** Whether the API lets it be changed. */
    public boolean isTakenByReferrals() {
        return ordinal() >= NOTES.ordinal();
    }

    boolean hasARowOfItsOwn() {
        return this == COMPANY || isTakenByReferrals();
    }

    static Map<Mapped, String> values(Side side, JsonNode record) {
        Map<Mapped, String> values = new EnumMap<>(Mapped.class);
        for (Mapped mapped : values()) {
            values.put(mapped, (side == Side.REFERRAL ? mapped.ofReferral : mapped.ofLead).apply(record));
        }
        return values;
    }

    /** What a value of one side is on the other. */
    String carried(Side from, String value, ZoneId zone) {
        if (this != CLOSING_DATE || value.isEmpty()) {
            return value;
        }
        return from == Side.REFERRAL
                ? Instant.parse(value).atZone(zone).toLocalDate().toString()
                : LocalDate.parse(value).atStartOfDay(zone).toInstant().toString();
    }

    /** {@code Active/Accepted} of a referral, {@code 0/2} of a lead, {@code merged} of one that was. */
    static String status(Side side, JsonNode record) {
        if (side == Side.REFERRAL) {
            return record.path("status").asText() + "/"
                    + record.path("substatus").asText();
        }
        return record.path("merged").asBoolean()
                ? "merged"
                : record.path("statecode").asText() + "/"
                        + record.path("statuscode").asText();
    }

    private static Function<JsonNode, String> at(String pointer, int longest) {
        return referral -> {
            String text = text(referral.at(pointer));
            return text.length() > longest ? text.substring(0, longest) : text;
        };
    }

    private static Function<JsonNode, String> column(String name) {
        return lead -> text(lead.path(name));
    }

    private static String referralDeal(JsonNode referral) {
        return deal(
                referral.at("/details/dealValue"),
                referral.at("/details/currency").asText());
    }

    private static String leadDeal(JsonNode lead) {
        String id = lead.path("_transactioncurrencyid_value").asText();
        String known = "?";
        for (String currency : CURRENCIES) {
            known = Organisation.idOf(currency).toString().equals(id) ? currency : known;
        }
        return deal(lead.path("estimatedamount"), known);
    }

    private static String deal(JsonNode amount, String currency) {
        String text = text(amount);
        return text.isEmpty() ? "" : new BigDecimal(text).stripTrailingZeros().toPlainString() + " " + currency;
    }

    private static String moment(String text) {
        return text.isEmpty() ? "" : OffsetDateTime.parse(text).toInstant().toString();
    }

    private static String text(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? "" : value.asText();
    }
}
