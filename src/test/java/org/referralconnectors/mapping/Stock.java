package org.referralconnectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An organisation as Microsoft ships it, with two currencies, and a referral and a lead that fit each other. */
public final class Stock {

    public static final String REFERRAL_ID = "6a1d0c1e-3a51-4b1c-9d0e-5f7f0c2b8a11";
    public static final String LEAD_ID = "2f5d7c1a-5b55-ef11-a316-000d3a5c8e10";
    public static final String EUR = "aaaaaaaa-0000-0000-0000-00000000000e";
    public static final String JPY = "aaaaaaaa-0000-0000-0000-00000000000f";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Stock() {}

    /** The file that users edit. */
    public static FieldMap shippedMap() {
        return FieldMap.read(shippedYaml(), "mapping.yaml");
    }

    public static String shippedYaml() {
        try {
            return Files.readString(Path.of("mapping.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Terms terms() {
        return new Terms(ZoneId.of("UTC"), true, new Subject("{name} [{id}]"), organisation());
    }

    public static Organisation organisation() {
        Map<String, Column> columns = new HashMap<>();
        text(columns, 300, "subject");
        text(columns, 50, "firstname", "lastname", "telephone1", "address1_stateorprovince");
        text(columns, 100, "companyname", "emailaddress1", "jobtitle");
        text(columns, 250, "address1_line1", "address1_line2");
        text(columns, 80, "address1_city", "address1_country");
        text(columns, 20, "address1_postalcode");
        put(columns, new Column("description", "Memo", 2000, null, null, null, false, Map.of()));
        put(columns, number("numberofemployees", "Integer", "1000000", null));
        put(columns, number("estimatedamount", "Money", "1000000000000", 2));
        put(columns, new Column("transactioncurrencyid", "Lookup", null, null, null, null, false, Map.of()));
        put(columns, new Column("estimatedclosedate", "DateTime", null, null, null, null, true, Map.of()));
        put(columns, options("leadsourcecode", "Picklist", Map.of(3, option("External"), 4, option("Partner"))));
        put(
                columns,
                options("leadqualitycode", "Picklist", Map.of(1, option("Hot"), 2, option("Warm"), 3, option("Cold"))));
        put(
                columns,
                options("statecode", "State", Map.of(0, option("Open"), 1, option("Qualified"), 2, option("Lost"))));
        put(columns, options("statuscode", "Status", reasons()));
        return new Organisation("0c0ffee0-0000-0000-0000-000000000001", Map.copyOf(columns), currencies());
    }

    /** The stock organisation with one column more, or another one in its place. */
    public static Organisation organisationWith(Column column) {
        Organisation stock = organisation();
        Map<String, Column> columns = new HashMap<>(stock.columns());
        columns.put(column.name(), column);
        return new Organisation(stock.organizationId(), columns, stock.currencies());
    }

    public static ObjectNode referral() {
        return sample("new-referral.json");
    }

    /** The lead that the stock referral makes, as Dynamics 365 would answer its create. */
    public static ObjectNode lead() {
        return sample("open-lead.json");
    }

    public static ObjectNode sample(String file) {
        try {
            return (ObjectNode)
                    JSON.readTree(Path.of("src/test/resources/samples", file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Currency> currencies() {
        return List.of(new Currency(EUR, "EUR", 2), new Currency(JPY, "JPY", 0));
    }

    private static Map<Integer, Option> reasons() {
        Map<Integer, Option> reasons = new LinkedHashMap<>();
        reasons.put(1, new Option("New", 0));
        reasons.put(2, new Option("Contacted", 0));
        reasons.put(3, new Option("Qualified", 1));
        reasons.put(4, new Option("Lost", 2));
        reasons.put(5, new Option("Cannot Contact", 2));
        reasons.put(6, new Option("No Longer Interested", 2));
        reasons.put(7, new Option("Canceled", 2));
        return new TreeMap<>(reasons);
    }

    private static Option option(String label) {
        return new Option(label, null);
    }

    private static void text(Map<String, Column> columns, int length, String... names) {
        for (String name : names) {
            put(columns, new Column(name, "String", length, null, null, null, false, Map.of()));
        }
    }

    private static Column number(String name, String type, String max, Integer precision) {
        return new Column(name, type, null, BigDecimal.ZERO, new BigDecimal(max), precision, false, Map.of());
    }

    private static Column options(String name, String type, Map<Integer, Option> options) {
        return new Column(name, type, null, null, null, null, false, options);
    }

    private static void put(Map<String, Column> columns, Column column) {
        columns.put(column.name(), column);
    }
}
