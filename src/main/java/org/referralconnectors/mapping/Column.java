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
 * @param access what the application user may do with it
 */
public record Column(
        String name,
        String type,
        Integer maxLength,
        BigDecimal min,
        BigDecimal max,
        Integer precision,
        boolean dateOnly,
        Map<Integer, Option> options,
        Access access) {

    /**
     * Rights to one column, which only column security narrows. What may not be read comes as null, and a write of what
     * may not be written is refused.
     *
     * @param create whether a new row may fill it
     */
    public record Access(boolean read, boolean create, boolean update) {

        public static final Access FULL = new Access(true, true, true);
    }

    /** The same, under column security. */
    public Column securedBy(Access rights) {
        return new Column(name, type, maxLength, min, max, precision, dateOnly, options, rights);
    }

    /** A column without column security. */
    public Column(
            String name,
            String type,
            Integer maxLength,
            BigDecimal min,
            BigDecimal max,
            Integer precision,
            boolean dateOnly,
            Map<Integer, Option> options) {
        this(name, type, maxLength, min, max, precision, dateOnly, options, Access.FULL);
    }
}
