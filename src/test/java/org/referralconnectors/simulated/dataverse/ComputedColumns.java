package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the server writes into a lead by itself: names and addresses put together, money rounded and converted. */
final class ComputedColumns {
    private static final String CURRENCY = "_transactioncurrencyid_value";
    private static final List<String> AMOUNTS = List.of("estimatedamount", "budgetamount", "revenue");

    private final Organisation organisation;

    ComputedColumns(Organisation organisation) {
        this.organisation = organisation;
    }

    /** Brings {@code lead} up to date in place. */
    void fill(ObjectNode lead) {
        join(lead, "fullname", " ", Stream.of("firstname", "middlename", "lastname"));
        join(
                lead,
                "address1_composite",
                "\r\n",
                Stream.of("line1", "line2", "line3", "city", "stateorprovince", "postalcode", "country")
                        .map("address1_"::concat));
        if (!lead.has(CURRENCY) && AMOUNTS.stream().anyMatch(lead::has)) {
            lead.put(CURRENCY, organisation.baseCurrency().toString());
        }
        if (lead.has(CURRENCY)) {
            convert(lead, organisation.currency(lead.get(CURRENCY).textValue()));
        }
    }

    /** Rounds half to even, as .NET does; the documentation doesn't say how the server rounds. */
    private static void convert(ObjectNode lead, ObjectNode currency) {
        BigDecimal rate = currency.get("exchangerate").decimalValue();
        lead.put("exchangerate", rate);
        for (String name : AMOUNTS) {
            lead.remove(name + "_base");
            if (lead.has(name)) {
                BigDecimal amount = lead.get(name)
                        .decimalValue()
                        .setScale(currency.get("currencyprecision").intValue(), RoundingMode.HALF_EVEN);
                lead.put(name, amount).put(name + "_base", amount.divide(rate, 4, RoundingMode.HALF_EVEN));
            }
        }
    }

    private void join(ObjectNode lead, String target, String separator, Stream<String> parts) {
        String text =
                parts.filter(lead::has).map(part -> lead.get(part).textValue()).collect(Collectors.joining(separator));
        int length = Math.min(
                text.length(), organisation.lead().columns().get(target).maxLength());
        lead.remove(target);
        if (length > 0) {
            lead.put(target, text.substring(0, length));
        }
    }
}
