package org.referralconnectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;

/**
 * A country, by its ISO 3166-1 alpha-2 code in the referral.
 *
 * @param named whether the lead holds the English name, not the code
 */
record CountryConversion(boolean named) implements Conversion {

    @Override
    public Set<String> types() {
        return TextConversion.TYPES;
    }

    @Override
    public String readReferral(JsonNode value) {
        return read(Text.of(value));
    }

    /** However it was typed: without blanks around it, a code of two letters in upper case. */
    static String read(String country) {
        String text = country.strip();
        return text.length() == 2 ? text.toUpperCase(Locale.ROOT) : text;
    }

    @Override
    public Converted toLead(String value, Column column, Terms terms) {
        return TextConversion.cut(named ? name(value) : value, column);
    }

    @Override
    public Converted toReferral(String value, Column column, Terms terms) {
        return Converted.refused("one-way", "a country is never written to a referral", null);
    }

    private static String name(String value) {
        return value.matches("[A-Z]{2}")
                ? new Locale.Builder().setRegion(value).build().getDisplayCountry(Locale.ENGLISH)
                : value;
    }
}
