package org.referralconnectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A band of employees ({@code 51to250employees}) and its lower bound. */
record SizeConversion() implements Conversion {

    private static final Pattern BAND = Pattern.compile("(?i)(Morethan)?(\\d{1,9})(?:to\\d+)?employees");

    @Override
    public Set<String> types() {
        return Set.of("Integer");
    }

    @Override
    public Converted toLead(String value, Column column, Terms terms) {
        if (value.isEmpty()) {
            return Converted.to("");
        }
        Matcher band = BAND.matcher(value);
        if (!band.matches()) {
            return Converted.refused(
                    "size-unknown", "the referral's size is not a band of employees", "map the column another way");
        }
        int bound = Integer.parseInt(band.group(2)) + (band.group(1) == null ? 0 : 1);
        return Decimals.fit(Integer.toString(bound), 0, column);
    }

    @Override
    public Converted toReferral(String value, Column column, Terms terms) {
        return Converted.refused("one-way", "a size is never written to a referral", null);
    }

    @Override
    public JsonNode leadJson(String value) {
        return NumberConversion.number(value);
    }
}
