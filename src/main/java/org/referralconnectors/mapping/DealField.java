package org.referralconnectors.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An amount with its currency, {@code 45000.5 EUR}: changed and written as one. Without an amount there is no currency.
 */
final class DealField extends Field {

    private final JsonPointer amount;
    private final JsonPointer currency;
    private final String amountColumn;
    private final String currencyColumn;

    DealField(Row row, List<JsonPointer> pointers, List<String> columns) {
        super(row);
        this.amount = pointers.get(0);
        this.currency = pointers.get(1);
        this.amountColumn = columns.get(0);
        this.currencyColumn = columns.get(1);
    }

    @Override
    Set<String> columns() {
        return Set.of(amountColumn, currencyValue());
    }

    @Override
    public String referral(JsonNode referral) {
        return deal(
                Decimals.read(referral.at(amount)),
                Text.of(referral.at(currency)).strip().toUpperCase(Locale.ROOT));
    }

    @Override
    public String lead(JsonNode lead, Terms terms) {
        String id = Text.of(lead.path(currencyValue()));
        return deal(Decimals.read(lead.path(amountColumn)), terms.organisation().isoCode(id));
    }

    /** The same amount in the same currency, however the organisation calls that now. */
    @Override
    public boolean sameLead(String then, String now, Terms terms) {
        return number(then).equals(number(now)) && terms.organisation().isSameCurrency(iso(then), iso(now));
    }

    @Override
    public Converted toLead(String value, Terms terms) {
        Column column = terms.column(amountColumn);
        if (column == null) {
            return Converted.columnMissing(amountColumn);
        }
        String iso = iso(value);
        Optional<Currency> known = terms.organisation().currency(iso);
        if (!iso.isEmpty() && known.isEmpty()) {
            return Converted.refused(
                    "currency-missing",
                    "the organisation has no currency " + (iso.matches("[A-Z]{3}") ? iso : "of that name"),
                    "add the currency to Dynamics 365, then replay");
        }
        Converted fitted =
                Decimals.fit(number(value), known.map(Currency::precision).orElse(column.precision()), column);
        return fitted.isRefused() ? fitted : Converted.to(deal(fitted.value(), iso));
    }

    @Override
    public Converted toReferral(String value, Terms terms) {
        if (value.isEmpty()) {
            return Converted.refused("not-emptied", "the referral's amount can't be emptied", null);
        }
        if (Decimals.parse(number(value)).isEmpty()) {
            return Converted.refused("not-a-number", "the lead's amount is not a number", "map a money column");
        }
        String iso = iso(value);
        return iso.isEmpty() || terms.organisation().currency(iso).isPresent()
                ? Converted.to(value)
                : Converted.refused(
                        "currency-missing",
                        "the lead's currency is not among the organisation's currencies",
                        "change the currency on the lead");
    }

    /**
     * An amount without a currency is the same amount in whatever currency the lead has, as far as that keeps decimals.
     */
    @Override
    public boolean same(String referralValue, String leadValue, Terms terms) {
        if (super.same(referralValue, leadValue, terms)) {
            return true;
        }
        if (!iso(referralValue).isEmpty()) {
            return false;
        }
        Converted there = toLead(deal(referralValue, iso(leadValue)), terms);
        Converted amount = there.isRefused() ? toLead(referralValue, terms) : there;
        return !amount.isRefused() && number(amount.value()).equals(number(leadValue));
    }

    /** An amount in a deactivated currency goes alone, to a lead that has the currency already. */
    @Override
    public void writeLead(ObjectNode body, JsonNode lead, String value, Terms terms) {
        body.set(amountColumn, NumberConversion.number(number(value)));
        terms.organisation()
                .currency(iso(value))
                .filter(currency -> currency.active() && !keepsDeactivated(lead, iso(value), terms))
                .ifPresent(currency ->
                        body.put(currencyColumn + "@odata.bind", "/transactioncurrencies(" + currency.id() + ")"));
    }

    /** A currency that was deactivated stays where it is, and is given to nobody else. */
    @Override
    public Optional<Refusal> refusal(JsonNode lead, String value, Terms terms) {
        String iso = iso(value);
        boolean active =
                terms.organisation().currency(iso).map(Currency::active).orElse(true);
        if (active || keepsDeactivated(lead, iso, terms)) {
            return super.refusal(lead, value, terms);
        }
        return Optional.of(new Refusal(
                "currency-inactive",
                "the organisation's currency " + iso + " is deactivated",
                "activate the currency in Dynamics 365, then replay"));
    }

    @Override
    public void patchReferral(ArrayNode operations, JsonNode referral, JsonNode lead, String value, Terms terms) {
        String number = number(value);
        Patch.set(
                operations,
                referral,
                amount,
                terms.dealValueAsText() ? TextNode.valueOf(number) : NumberConversion.number(number));
        if (!iso(value).isEmpty()) {
            Patch.set(operations, referral, currency, TextNode.valueOf(iso(value)));
        }
    }

    @Override
    List<String> check(Organisation organisation) {
        List<String> problems = new ArrayList<>(Columns.check(organisation, amountColumn, Set.of("Money")));
        problems.addAll(Columns.check(organisation, currencyColumn, Set.of("Lookup")));
        return problems;
    }

    /** Whether the lead has a deactivated currency of this code. */
    private boolean keepsDeactivated(JsonNode lead, String iso, Terms terms) {
        return lead != null
                && terms.organisation()
                        .currencyOf(Text.of(lead.path(currencyValue())))
                        .filter(currency -> !currency.active())
                        .map(Currency::isoCode)
                        .filter(iso::equals)
                        .isPresent();
    }

    private String currencyValue() {
        return "_" + currencyColumn + "_value";
    }

    /** The one plain space stands before the currency, also where the amount is no number. */
    private static String deal(String amount, String iso) {
        String number = amount.replace(' ', '\u00a0');
        return number.isEmpty() || iso.isEmpty() ? number : number + " " + iso;
    }

    private static String number(String value) {
        int space = value.indexOf(' ');
        return space < 0 ? value : value.substring(0, space);
    }

    private static String iso(String value) {
        int space = value.indexOf(' ');
        return space < 0 ? "" : value.substring(space + 1);
    }
}
