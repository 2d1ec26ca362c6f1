package org.referralconnectors.torture;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.referralconnectors.simulated.dataverse.Organisation;

/**
 * The default field map, stated a second time and by other means than the application's own, so that a mistake there is
 * not repeated here. Both sides are brought into the words of the lead: texts cut to the column, bands to their lower
 * bound, moments to days. An empty text is no value.
 */
enum Mapped {
    COMPANY("company", false, at("/customerProfile/name", 100), column("companyname")),
    FIRST_NAME("contact.firstname", false, at("/customerProfile/team/0/firstName", 50), column("firstname")),
    LAST_NAME("contact.lastname", false, at("/customerProfile/team/0/lastName", 50), column("lastname")),
    TELEPHONE("contact.telephone1", false, at("/customerProfile/team/0/phoneNumber", 50), column("telephone1")),
    STREET("address.address1_line1", false, at("/customerProfile/address/addressLine1", 250), column("address1_line1")),
    CITY("address.address1_city", false, at("/customerProfile/address/city", 80), column("address1_city")),
    NOTES("notes", true, at("/details/notes", 2000), column("description")),
    DEAL("deal", true, Mapped::referralDeal, Mapped::leadDeal),
    CLOSING_DATE(
            "closing date",
            true,
            referral -> day(referral.at("/details/closingDateTime")),
            lead -> day(lead.path("estimatedclosedate")));

    private static final String[] CURRENCIES = {"EUR", "USD", "JPY"};

    final String field;
    /** Travels in both directions, and the lead wins a conflict; otherwise to the lead only, and the referral wins. */
    final boolean bothWays;

    private final Function<JsonNode, String> ofReferral;
    private final Function<JsonNode, String> ofLead;

    Mapped(String field, boolean bothWays, Function<JsonNode, String> ofReferral, Function<JsonNode, String> ofLead) {
        this.field = field;
        this.bothWays = bothWays;
        this.ofReferral = ofReferral;
        this.ofLead = ofLead;
    }

    static Map<Mapped, String> values(Side side, JsonNode record) {
        Map<Mapped, String> values = new EnumMap<>(Mapped.class);
        for (Mapped mapped : values()) {
            values.put(mapped, (side == Side.REFERRAL ? mapped.ofReferral : mapped.ofLead).apply(record));
        }
        return values;
    }

    /** {@code Active/Accepted} of a referral, {@code 0/2} of a lead. */
    static String status(Side side, JsonNode record) {
        return side == Side.REFERRAL
                ? record.path("status").asText() + "/"
                        + record.path("substatus").asText()
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

    private static String day(JsonNode moment) {
        String text = text(moment);
        return text.length() > 10 ? text.substring(0, 10) : text;
    }

    private static String text(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? "" : value.asText();
    }
}
