package org.referralconnectors.mapping;

import java.math.BigDecimal;
import java.util.Map;

/**
 * A column of the lead as this organisation has it. What the type does not have is null, or empty for options.
 *
 * @param name logical name
 * @param type attribute type as the metadata spells it: {@code String}, {@code Memo}, {@code Money}, {@code Picklist}
 *     ...
 * @param maxLength in UTF-16 units
 * @param min least number
 * @param max greatest number
 * @param precision decimals that are kept
 * @param dateOnly whether it holds a day, not a moment
 * @param options by value
 */
public record Column(
        String name,
        String type,
        Integer maxLength,
        BigDecimal min,
        BigDecimal max,
        Integer precision,
        boolean dateOnly,
        Map<Integer, Option> options) {}
