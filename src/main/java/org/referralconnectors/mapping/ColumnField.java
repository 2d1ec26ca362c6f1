package org.referralconnectors.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One value of the referral and one column of the lead. */
final class ColumnField extends Field {

    private static final String STAND_IN = "instead: ";

    private final Source source;
    private final String column;
    private final Conversion conversion;

    /**
     * Where the referral's value comes from.
     *
     * @param pointers the first that is filled counts; empty for a constant
     * @param constant the value itself, or null
     * @param standIn path of what the lead gets while the referral has no value, or null
     * @param standard what it gets while there is nothing either, or null
     */
    record Source(List<JsonPointer> pointers, String constant, JsonPointer standIn, String standard) {

        boolean hasStandIn() {
            return standIn != null || standard != null;
        }

        String standIn(JsonNode referral) {
            String other = standIn == null ? "" : Text.of(referral.at(standIn));
            return other.isEmpty() && standard != null ? standard : other;
        }
    }

    ColumnField(Row row, Source source, String column, Conversion conversion) {
        super(row);
        this.source = source;
        this.column = column;
        this.conversion = conversion;
    }

    @Override
    Set<String> columns() {
        return Set.of(column);
    }

    @Override
    public String referral(JsonNode referral) {
        if (source.constant() != null) {
            return source.constant();
        }
        for (JsonPointer pointer : source.pointers()) {
            String value = conversion.readReferral(referral.at(pointer));
            if (!value.isEmpty()) {
                return value;
            }
        }
        String other = source.standIn(referral);
        return other.isEmpty() ? "" : STAND_IN + other;
    }

    @Override
    public String lead(JsonNode lead, Terms terms) {
        return conversion.readLead(lead.path(column));
    }

    @Override
    public boolean sameReferral(String then, String now, Terms terms) {
        return conversion.sameReferral(then, now, terms);
    }

    @Override
    public boolean sameLead(String then, String now, Terms terms) {
        return conversion.sameLead(then, now, terms);
    }

    @Override
    public boolean isStandIn(String referralValue) {
        return source.hasStandIn() && referralValue.startsWith(STAND_IN);
    }

    @Override
    public Converted toLead(String value, Terms terms) {
        Column existing = terms.column(column);
        if (existing == null) {
            return Converted.columnMissing(column);
        }
        return conversion.toLead(isStandIn(value) ? value.substring(STAND_IN.length()) : value, existing, terms);
    }

    @Override
    public Converted toReferral(String value, Terms terms) {
        return conversion.toReferral(value, known(terms), terms);
    }

    @Override
    public void writeLead(ObjectNode body, JsonNode lead, String value, Terms terms) {
        body.set(column, conversion.leadJson(value));
    }

    @Override
    public void patchReferral(ArrayNode operations, JsonNode referral, JsonNode lead, String value, Terms terms) {
        Patch.set(operations, referral, source.pointers().get(0), conversion.referralJson(value));
    }

    @Override
    List<String> check(Organisation organisation) {
        Column existing = organisation.columns().get(column);
        return existing == null || !conversion.types().contains(existing.type())
                ? Columns.check(organisation, column, conversion.types())
                : conversion.check(existing);
    }

    private Column known(Terms terms) {
        Column existing = terms.column(column);
        return existing == null ? new Column(column, "", null, null, null, null, true, Map.of()) : existing;
    }
}
