package org.referralconnectors.sync.plan.laws;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.referralconnectors.mapping.Column;
import org.referralconnectors.mapping.Currency;
import org.referralconnectors.mapping.Option;
import org.referralconnectors.mapping.Organisation;

/** An organisation whose columns are narrow, so that many values do not fit. */
final class Crm {

    static final String EUR = "aaaaaaaa-0000-0000-0000-00000000000e";
    static final String JPY = "aaaaaaaa-0000-0000-0000-00000000000f";
    static final Organisation ORGANISATION = organisation();

    private Crm() {}

    private static Organisation organisation() {
        Map<String, Column> columns = new HashMap<>();
        text(columns, "subject", 60);
        text(columns, "companyname", 12);
        text(columns, "lastname", 8);
        text(columns, "emailaddress1", 20);
        text(columns, "description", 14);
        text(columns, "new_campaign", 6);
        number(columns, "numberofemployees", "Integer", null);
        number(columns, "new_program", "Decimal", 2);
        number(columns, "estimatedamount", "Money", 2);
        plain(columns, "transactioncurrencyid", "Lookup", false);
        plain(columns, "new_consent", "Boolean", false);
        plain(columns, "estimatedclosedate", "DateTime", true);
        plain(columns, "new_accepted", "DateTime", false);
        options(columns, "new_stage", "Picklist", Map.of(1, option(null), 2, option(null)));
        options(columns, "leadsourcecode", "Picklist", Map.of(4, option(null)));
        options(columns, "statecode", "State", Map.of(0, option(null), 1, option(null), 2, option(null)));
        options(columns, "statuscode", "Status", reasons());
        return new Organisation("0c0ffee0-0000-0000-0000-000000000001", Map.copyOf(columns), currencies());
    }

    private static List<Currency> currencies() {
        return List.of(new Currency(EUR, "EUR", 2), new Currency(JPY, "JPY", 0));
    }

    /** The stock reasons, and 100 as one more for an open lead. */
    private static Map<Integer, Option> reasons() {
        Map<Integer, Option> reasons = new LinkedHashMap<>();
        reasons.put(1, option(0));
        reasons.put(2, option(0));
        reasons.put(100, option(0));
        reasons.put(3, option(1));
        for (int reason = 4; reason <= 7; reason++) {
            reasons.put(reason, option(2));
        }
        return Map.copyOf(reasons);
    }

    private static Option option(Integer state) {
        return new Option("Reason", state);
    }

    private static void text(Map<String, Column> columns, String name, int length) {
        columns.put(name, new Column(name, "String", length, null, null, null, false, Map.of()));
    }

    private static void number(Map<String, Column> columns, String name, String type, Integer precision) {
        BigDecimal max = new BigDecimal("1000000");
        columns.put(name, new Column(name, type, null, BigDecimal.ZERO, max, precision, false, Map.of()));
    }

    private static void plain(Map<String, Column> columns, String name, String type, boolean dateOnly) {
        columns.put(name, new Column(name, type, null, null, null, null, dateOnly, Map.of()));
    }

    private static void options(Map<String, Column> columns, String name, String type, Map<Integer, Option> options) {
        columns.put(name, new Column(name, type, null, null, null, null, false, options));
    }
}
