package org.referralconnectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One field that is kept in step. Its value on each side is a canonical text, so that values compare by meaning:
 * {@code ""} is the one emptiness, decimals are plain and without trailing zeros, moments are in UTC. What the other
 * side makes of it, in its time zone, length or precision, is a conversion, and never part of the value.
 */
public abstract sealed class Field permits ColumnField, SubjectField, DealField, StatusField, LeadIdField {

    private final Row row;

    Field(Row row) {
        this.row = row;
    }

    public String name() {
        return row.name();
    }

    public String rowHash() {
        return row.hash();
    }

    public Direction direction() {
        return row.direction();
    }

    public Winner winner() {
        return row.winner();
    }

    public Clear clear() {
        return row.clear();
    }

    public boolean onCreate() {
        return row.onCreate();
    }

    /** Whether its row counts for this referral; otherwise neither side's changes do. */
    public boolean appliesTo(JsonNode referral) {
        return row.when().holds(referral);
    }

    /** The lead's columns, as a read has to select them. */
    abstract Set<String> columns();

    /** What the referral holds. No setting and nothing of the organisation makes it another value. */
    public abstract String referral(JsonNode referral);

    /** What the lead holds, likewise but for how the organisation calls a currency. */
    public abstract String lead(JsonNode lead, Terms terms);

    /**
     * Whether this is the same value of a referral in another form, as another release wrote it: then nobody changed
     * it.
     *
     * @param then as it was agreed on
     */
    public boolean sameReferral(String then, String now, Terms terms) {
        return then.equals(now);
    }

    /**
     * Whether this is the same value of a lead in another form, as another release wrote it or the organisation's
     * columns and currencies show it now: then nobody changed it.
     *
     * @param then as it was agreed on
     */
    public boolean sameLead(String then, String now, Terms terms) {
        return then.equals(now);
    }

    /** What the lead would hold for this value of the referral. */
    public abstract Converted toLead(String referralValue, Terms terms);

    /** What the referral would hold for this value of the lead. */
    public abstract Converted toReferral(String leadValue, Terms terms);

    /**
     * Adds the lead's value to the body of a create or an update.
     *
     * @param lead as it is now; null while it is to be made
     */
    public abstract void writeLead(ObjectNode body, JsonNode lead, String leadValue, Terms terms);

    /** Adds the operations (RFC 6902) that give the referral this value. */
    public abstract void patchReferral(
            ArrayNode operations, JsonNode referral, JsonNode lead, String referralValue, Terms terms);

    /** What in this organisation does not fit: one sentence each. */
    abstract List<String> check(Organisation organisation);

    /** Why the value of this lead is not known: what can't be seen is not empty. Empty where it can. */
    public Optional<String> unseen(JsonNode lead, Terms terms) {
        return Columns.unseen(columns(), lead, terms);
    }

    /** Why a new lead is made without it, and nobody is told: the column is not for the application user's eyes. */
    public Optional<String> closed(Terms terms) {
        return Columns.closed(columns(), terms);
    }

    /**
     * Why a lead may not be given a value that it could hold.
     *
     * @param lead as it is now; null while it is to be made
     */
    public Optional<Refusal> refusal(JsonNode lead, String leadValue, Terms terms) {
        return Columns.secured(columns(), lead == null, terms);
    }

    /** Whether the referral lacks the value itself and another one stands in for it. */
    public boolean isStandIn(String referralValue) {
        return false;
    }

    /** Whether both sides hold the same, as far as the target can hold it. */
    public boolean same(String referralValue, String leadValue, Terms terms) {
        return leadValue.equals(toLead(referralValue, terms).value())
                || referralValue.equals(toReferral(leadValue, terms).value());
    }
}
