package org.referralconnectors.mapping;

import java.util.Set;

/** Text, cut to the column's real length. */
record TextConversion() implements Conversion {

    static final Set<String> TYPES = Set.of("String", "Memo");

    @Override
    public Set<String> types() {
        return TYPES;
    }

    @Override
    public Converted toLead(String value, Column column, Terms terms) {
        return cut(value, column);
    }

    static Converted cut(String value, Column column) {
        return Converted.to(column.maxLength() == null ? value : Text.cut(value, column.maxLength()));
    }
}
