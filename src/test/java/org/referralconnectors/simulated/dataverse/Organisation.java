package org.referralconnectors.simulated.dataverse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A Dynamics 365 organisation: who is in it and how its lead table was customised.
 *
 * @param applicationUser the {@code systemuser} that calls of the Web API act as
 * @param seller the {@code systemuser} that edits leads in the browser
 * @param deltaLife how long a delta link is good for
 */
public record Organisation(
        UUID id,
        UUID businessUnit,
        UUID applicationUser,
        UUID seller,
        UUID baseCurrency,
        Table lead,
        Optional<AlternateKey> key,
        Map<String, Reference> references,
        Set<Policy> policies,
        Duration deltaLife) {

    /** As delivered: stock columns and options; EUR (base), USD and JPY; every policy on. */
    public static Organisation stock() {
        return new Organisation(
                        idOf("organisation"),
                        idOf("business unit"),
                        idOf("application user"),
                        idOf("seller"),
                        idOf("EUR"),
                        StockLead.table(),
                        Optional.empty(),
                        Reference.stock(),
                        EnumSet.allOf(Policy.class),
                        Duration.ofDays(7))
                .with("systemusers", idOf("application user"), Reference.named("fullname", "# Referral Connectors"))
                .with("systemusers", idOf("seller"), Reference.named("fullname", "Sam Seller"))
                .withCurrency("EUR", 2, "1")
                .withCurrency("USD", 2, "1.1")
                .withCurrency("JPY", 0, "160");
    }

    /** As a real customer changed it: short subject, long description, own options, a referral id column with a key. */
    public static Organisation customised() {
        Organisation organisation = stock();
        Map<String, Column> columns = organisation.lead().columns();
        return organisation
                .withColumn(columns.get("subject").length(50))
                .withColumn(columns.get("firstname").length(450))
                .withColumn(columns.get("lastname").required("None"))
                .withColumn(columns.get("description").length(4151).required("ApplicationRequired"))
                .withColumn(columns.get("industrycode")
                        .options(
                                List.of(Option.of(34, "Farming and forestry"), Option.of(40, "Trade and hospitality"))))
                .withColumn(withOptions(columns.get("leadsourcecode"), Option.of(804240001, "Tender portal")))
                .withColumn(withOptions(
                        columns.get("statuscode"),
                        Option.reason(823270000, "Marketing Qualified", 0),
                        Option.reason(804240004, "Duplicate", 2)))
                .withColumn(columns.get("statecode")
                        .options(List.of(
                                Option.state(0, "Open", 1),
                                Option.state(1, "Qualified", 3),
                                Option.state(2, "Disqualified", 7))))
                .withColumn(Column.text("new_referralid", 100))
                .withKey("new_referralid", "Active");
    }

    /** The id of what has this name in every simulated organisation, such as {@code EUR} or {@code seller}. */
    public static UUID idOf(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    public Organisation withColumn(Column column) {
        return with(lead.with(column), key, references, policies);
    }

    public Organisation withKey(String column, String status) {
        return with(lead, Optional.of(new AlternateKey(column, status)), references, policies);
    }

    /** @param rate units of it for one unit of the base currency */
    public Organisation withCurrency(String isoCode, int precision, String rate) {
        return with(
                "transactioncurrencies", idOf(isoCode), Reference.currency(isoCode, precision, new BigDecimal(rate)));
    }

    /** As {@link #withCurrency}, but deactivated: rows that have it keep it, and no other row gets it. */
    public Organisation withDeactivatedCurrency(String isoCode) {
        ObjectNode row = references.get("transactioncurrencies").rows().get(idOf(isoCode));
        return with("transactioncurrencies", idOf(isoCode), row.deepCopy().put("statecode", 1));
    }

    public Organisation withTeam(UUID team, String name) {
        return with("teams", team, Reference.named("name", name).put("teamtype", 0));
    }

    public Organisation with(String set, UUID row, ObjectNode values) {
        Map<String, Reference> more = new LinkedHashMap<>(references);
        more.compute(set, (name, reference) -> reference.with(row, values));
        return with(lead, key, more, policies);
    }

    public Organisation without(Policy policy) {
        Set<Policy> fewer = EnumSet.copyOf(policies);
        fewer.remove(policy);
        return with(lead, key, references, fewer);
    }

    public Organisation withId(UUID other) {
        return new Organisation(
                other, businessUnit, applicationUser, seller, baseCurrency, lead, key, references, policies, deltaLife);
    }

    boolean has(Policy policy) {
        return policies.contains(policy);
    }

    /** The column of the alternate key, when there is a key and it is ready for use. */
    Optional<String> activeKey() {
        return key.filter(AlternateKey::active).map(AlternateKey::column);
    }

    ObjectNode currency(String currencyId) {
        return references.get("transactioncurrencies").rows().get(UUID.fromString(currencyId));
    }

    private Organisation with(
            Table table, Optional<AlternateKey> alternateKey, Map<String, Reference> tables, Set<Policy> switches) {
        return new Organisation(
                id,
                businessUnit,
                applicationUser,
                seller,
                baseCurrency,
                table,
                alternateKey,
                tables,
                switches,
                deltaLife);
    }

    private static Column withOptions(Column column, Option... more) {
        List<Option> options = new ArrayList<>(column.options());
        options.addAll(List.of(more));
        return column.options(options);
    }
}
