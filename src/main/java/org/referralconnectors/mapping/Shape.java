package org.referralconnectors.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Map;

/**
 * What a row says about values: where they stand on each side and how they are converted. Rows that mean the same have
 * the same text.
 *
 * @param constant instead of a referral's value, or null
 * @param standIn path of what stands in for an empty value, or null
 * @param standard what stands in where that is empty too, or null
 * @param options of the lead by the referral's value
 * @param otherwise the option for any other value, or null
 */
record Shape(
        Kind kind,
        List<JsonPointer> pointers,
        String constant,
        JsonPointer standIn,
        String standard,
        List<String> columns,
        Map<String, Integer> options,
        Integer otherwise) {

    Field field(Row row, StatusReader statuses) {
        return switch (kind) {
            case STATUS -> statuses.field(row);
            case LEAD_ID -> new LeadIdField(row);
            case DEAL -> new DealField(row, pointers, columns);
            case SUBJECT -> new SubjectField(row, pointers.get(0), pointers.get(1), columns.get(0));
            default ->
                new ColumnField(
                        row,
                        new ColumnField.Source(pointers, constant, standIn, standard),
                        columns.get(0),
                        conversion());
        };
    }

    private Conversion conversion() {
        return switch (kind) {
            case NUMBER -> new NumberConversion();
            case YES_NO -> new YesNoConversion();
            case DATE -> new DateConversion();
            case OPTION -> new OptionConversion(options, otherwise);
            case SIZE -> new SizeConversion();
            case COUNTRY -> new CountryConversion(false);
            case COUNTRY_NAME -> new CountryConversion(true);
            default -> new TextConversion();
        };
    }
}
