package org.referralconnectors.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** The subject of a new lead, which must hold the referral's id. Sellers own it from then on. */
final class SubjectField extends Field {

    private static final char BLANK = ' ';

    private final JsonPointer name;
    private final JsonPointer id;
    private final String column;

    SubjectField(Row row, JsonPointer name, JsonPointer id, String column) {
        super(row);
        this.name = name;
        this.id = id;
        this.column = column;
    }

    @Override
    Set<String> columns() {
        return Set.of(column);
    }

    /** Name and id, with a blank between them: what template and column make of them is the lead's. */
    @Override
    public String referral(JsonNode referral) {
        return Text.of(referral.at(name)) + BLANK + Text.of(referral.at(id));
    }

    @Override
    public String lead(JsonNode lead, Terms terms) {
        return Text.of(lead.path(column));
    }

    /** As long as the column takes, so that cutting never reaches the id. */
    @Override
    public Converted toLead(String value, Terms terms) {
        Column existing = terms.column(column);
        int length = existing == null || existing.maxLength() == null ? Integer.MAX_VALUE : existing.maxLength();
        int blank = value.lastIndexOf(BLANK);
        return Converted.to(
                terms.subject().render(value.substring(0, Math.max(0, blank)), value.substring(blank + 1), length));
    }

    /** An earlier release agreed on the whole subject, which holds the id behind the name or before it. */
    @Override
    public boolean sameReferral(String then, String now, Terms terms) {
        return then.equals(now) || then.equals(toLead(now, terms).value());
    }

    @Override
    public Converted toReferral(String value, Terms terms) {
        return Converted.refused("one-way", "a subject is never written to a referral", null);
    }

    @Override
    public void writeLead(ObjectNode body, JsonNode lead, String value, Terms terms) {
        body.put(column, value);
    }

    @Override
    public void patchReferral(ArrayNode operations, JsonNode referral, JsonNode lead, String value, Terms terms) {
        throw new IllegalStateException("A subject is never written to a referral");
    }

    @Override
    List<String> check(Organisation organisation) {
        return Columns.check(organisation, column, TextConversion.TYPES);
    }
}
