package org.referralconnectors.simulated.dataverse;

import static org.referralconnectors.simulated.dataverse.Column.choice;
import static org.referralconnectors.simulated.dataverse.Column.integer;
import static org.referralconnectors.simulated.dataverse.Column.memo;
import static org.referralconnectors.simulated.dataverse.Column.number;
import static org.referralconnectors.simulated.dataverse.Column.of;
import static org.referralconnectors.simulated.dataverse.Column.reference;
import static org.referralconnectors.simulated.dataverse.Column.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The columns of the lead table as an organisation gets it with Dynamics 365 Sales, before anybody customises it. */
final class StockLead {
    private static final String EVERY_INT = Integer.toString(Integer.MIN_VALUE);
    private static final String BASE_LIMIT = "922337203685477";

    private StockLead() {}

    static Table table() {
        List<Column> columns = new ArrayList<>();
        columns.add(of("leadid", ColumnType.GUID).required("SystemRequired").onCreateOnly());
        people(columns);
        address(columns);
        figures(columns);
        choices(columns);
        references(columns);
        bookkeeping(columns);
        return Table.of("leads", "lead", "leadid", columns);
    }

    private static void people(List<Column> columns) {
        columns.add(text("subject", 300).required("ApplicationRequired"));
        columns.add(text("firstname", 50).required("Recommended"));
        columns.add(text("middlename", 50));
        columns.add(text("lastname", 50).required("ApplicationRequired"));
        columns.add(text("fullname", 160).readOnly());
        columns.add(text("companyname", 100).required("Recommended"));
        Stream.of("emailaddress1", "emailaddress2", "emailaddress3", "jobtitle", "salutation")
                .forEach(name -> columns.add(text(name, 100)));
        Stream.of("telephone1", "telephone2", "telephone3", "fax").forEach(name -> columns.add(text(name, 50)));
        Stream.of("mobilephone", "pager", "sic").forEach(name -> columns.add(text(name, 20)));
        columns.add(text("websiteurl", 200));
        columns.add(memo("description", 2000));
        columns.add(memo("qualificationcomments", 2000));
        Stream.of(
                        "donotemail",
                        "donotphone",
                        "donotbulkemail",
                        "donotpostalmail",
                        "donotfax",
                        "donotsendmm",
                        "msdyn_gdproptout")
                .forEach(name -> columns.add(of(name, ColumnType.BOOLEAN)));
    }

    private static void address(List<Column> columns) {
        columns.add(text("address1_name", 100));
        IntStream.rangeClosed(1, 3).forEach(line -> columns.add(text("address1_line" + line, 250)));
        columns.add(text("address1_city", 80));
        columns.add(text("address1_stateorprovince", 50));
        columns.add(text("address1_postalcode", 20));
        columns.add(text("address1_country", 80));
        columns.add(text("address1_county", 50));
        columns.add(text("address1_postofficebox", 20));
        IntStream.rangeClosed(1, 3).forEach(line -> columns.add(text("address1_telephone" + line, 50)));
        columns.add(text("address1_fax", 50));
        columns.add(text("address1_upszone", 4));
        columns.add(number("address1_latitude", ColumnType.DOUBLE, "-90", "90", 5));
        columns.add(number("address1_longitude", ColumnType.DOUBLE, "-180", "180", 5));
        columns.add(integer("address1_utcoffset", -1500, 1500));
        columns.add(choice("address1_addresstypecode", List.of(Option.of(1, "Default Value"))));
        columns.add(choice("address1_shippingmethodcode", List.of(Option.of(1, "Default Value"))));
        columns.add(memo("address1_composite", 1000).readOnly());
    }

    private static void figures(List<Column> columns) {
        columns.add(number("estimatedamount", ColumnType.MONEY, "0", "1000000000000", 2));
        columns.add(number("budgetamount", ColumnType.MONEY, "0", "1000000000000", 2));
        columns.add(number("revenue", ColumnType.MONEY, "0", "100000000000000", 2));
        Stream.of("estimatedamount_base", "budgetamount_base", "revenue_base")
                .map(name -> number(name, ColumnType.MONEY, "-" + BASE_LIMIT, BASE_LIMIT, 4))
                .forEach(column -> columns.add(column.readOnly()));
        columns.add(number("exchangerate", ColumnType.DECIMAL, "0.000000000001", "100000000000", 12)
                .readOnly());
        columns.add(number("estimatedvalue", ColumnType.DOUBLE, "0", "1000000000", 2));
        columns.add(of("estimatedclosedate", ColumnType.DATE));
        columns.add(integer("numberofemployees", 0, 1_000_000));
    }

    private static void choices(List<Column> columns) {
        columns.add(choice("industrycode", StockOptions.INDUSTRIES));
        columns.add(choice("leadsourcecode", StockOptions.SOURCES));
        columns.add(choice("leadqualitycode", StockOptions.RATINGS));
        columns.add(choice("purchasetimeframe", StockOptions.TIME_FRAMES));
        columns.add(choice("budgetstatus", StockOptions.BUDGETS));
        columns.add(choice("need", StockOptions.NEEDS));
        columns.add(choice("initialcommunication", StockOptions.COMMUNICATIONS));
        columns.add(choice("preferredcontactmethodcode", StockOptions.CONTACT_METHODS));
        columns.add(choice("prioritycode", List.of(Option.of(1, "Default Value"))));
        columns.add(
                of("statecode", ColumnType.STATE).options(StockOptions.STATES).required("SystemRequired"));
        columns.add(of("statuscode", ColumnType.STATUS).options(StockOptions.REASONS));
    }

    private static void references(List<Column> columns) {
        columns.add(lookup("transactioncurrencyid", "transactioncurrencies"));
        columns.add(reference("ownerid", ColumnType.OWNER, Map.of("ownerid", Set.of("systemusers", "teams")))
                .required("SystemRequired"));
        columns.add(reference(
                "customerid",
                ColumnType.CUSTOMER,
                Map.of("customerid_account", Set.of("accounts"), "customerid_contact", Set.of("contacts"))));
        columns.add(lookup("parentaccountid", "accounts"));
        columns.add(lookup("parentcontactid", "contacts"));
        columns.add(lookup("campaignid", "campaigns"));
        Stream.of("createdby", "modifiedby", "owningbusinessunit", "masterid", "qualifyingopportunityid")
                .forEach(name ->
                        columns.add(reference(name, ColumnType.LOOKUP, Map.of()).readOnly()));
    }

    private static void bookkeeping(List<Column> columns) {
        columns.add(of("createdon", ColumnType.DATE_TIME).readOnly());
        columns.add(of("modifiedon", ColumnType.DATE_TIME).readOnly());
        columns.add(of("overriddencreatedon", ColumnType.DATE_TIME).onCreateOnly());
        columns.add(number("importsequencenumber", ColumnType.INTEGER, EVERY_INT, "2147483647", 0)
                .onCreateOnly());
        columns.add(of("versionnumber", ColumnType.BIG_INTEGER).readOnly());
        columns.add(of("merged", ColumnType.BOOLEAN).readOnly());
    }

    private static Column lookup(String name, String set) {
        return reference(name, ColumnType.LOOKUP, Map.of(name, Set.of(set)));
    }
}
