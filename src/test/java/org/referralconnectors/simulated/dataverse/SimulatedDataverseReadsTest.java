package org.referralconnectors.simulated.dataverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.referralconnectors.simulated.dataverse.DataverseCalls.json;
import static org.referralconnectors.simulated.dataverse.DataverseCalls.object;
import static org.referralconnectors.simulated.dataverse.DataverseCalls.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.referralconnectors.simulated.Answer;

class SimulatedDataverseReadsTest {
    private static final String LEAD = "EntityDefinitions(LogicalName='lead')";
    private static final String CAST = LEAD + "/Attributes/Microsoft.Dynamics.CRM.";

    private final Organisation organisation = Organisation.customised();
    private final DataverseCalls calls = new DataverseCalls(organisation, Clock.systemUTC());
    private final SimulatedDataverse dataverse = calls.dataverse;

    @AfterEach
    void olingoReadEveryRequestTheSameWay() {
        assertThat(dataverse.odataCheck().disagreements()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
            contains(subject,'PUMP')                                   | A B
            startswith(subject,'pump')                                 | A
            endswith(subject,'%5Br-2%5D')                              | B
            subject eq 'PUMPS %5BR-1%5D'                               | A
            lastname eq 'O''Neill'                                     | B
            lastname ne 'Doe'                                          | B C
            lastname eq null                                           | C
            lastname ne null                                           | A B
            statecode eq 0                                             | A C
            not (statecode eq 0)                                       | B
            statecode eq 0 and lastname eq 'Doe' or statuscode eq 5    | A B
            statecode eq 0 and (lastname eq 'Doe' or statuscode eq 5)  | A
            estimatedamount gt 99.5                                    | B
            estimatedamount le 99.5                                    | A
            estimatedclosedate ge 2026-06-01                           | B
            estimatedclosedate lt 2026-06-01                           | A
            modifiedon gt 2020-01-01T00:00:00Z                         | A B C
            modifiedon lt 2020-01-01T00:00:00%2B02:00                  |
            donotemail eq false                                        | A B C
            _ownerid_value eq 00000000-0000-0000-0000-00000000dead     |
            """)
    void aFilterTakesTheRightLeads(String filter, String names) {
        threeLeads();

        Answer answer = calls.get("leads?$select=companyname&$filter=" + filter + "&$orderby=companyname asc");

        assertThat(String.join(" ", texts(answer, "companyname"))).isEqualTo(names == null ? "" : names);
    }

    private void threeLeads() {
        dataverse.create(
                object(
                        "{`companyname`:`A`,`subject`:`Pumps [R-1]`,`lastname`:`Doe`,`estimatedamount`:99.5,`estimatedclosedate`:`2026-05-31`}"));
        UUID second = dataverse.create(
                object(
                        "{`companyname`:`B`,`subject`:`Old pumps [R-2]`,`lastname`:`O'Neill`,`estimatedamount`:100,`estimatedclosedate`:`2026-06-01`}"));
        dataverse.disqualify(second, 5);
        dataverse.create(object("{`companyname`:`C`,`subject`:`Valves`}"));
    }

    @Test
    void rowsComeInTheOrderAskedForAndCounted() {
        threeLeads();

        Answer answer = calls.get("leads?$select=companyname&$orderby=lastname desc,companyname&$top=2&$count=true");

        assertThat(texts(answer, "companyname")).containsExactly("B", "A");
        assertThat(json(answer).get("@odata.count").intValue()).isEqualTo(3);
        assertThat(json(answer).has("@odata.nextLink")).isFalse();
    }

    @Test
    void labelsComeBesideValuesOnRequest() {
        threeLeads();

        Answer answer = calls.get(
                "leads?$select=statuscode&$filter=statecode eq 2",
                "Prefer: odata.include-annotations=\"OData.Community.Display.V1.FormattedValue\"");

        assertThat(texts(answer, "statuscode@OData.Community.Display.V1.FormattedValue"))
                .containsExactly("Cannot Contact");
    }

    @Test
    void twelveThousandLeadsArePagedWithoutLossOrRepetition() {
        for (int i = 0; i < 12_000; i++) {
            dataverse.create(object("{`subject`:`Lead " + i % 100 + "`}"));
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        List<String> ids = new ArrayList<>();
        String next = "leads?$select=subject&$filter=statecode eq 0&$orderby=subject";
        while (next != null) {
            Answer page = calls.get(next, "Prefer: odata.maxpagesize=1000");
            assertThat(page.status()).isEqualTo(200);
            ids.addAll(texts(page, "leadid"));
            next = json(page).path("@odata.nextLink").textValue();
        }

        assertThat(ids).hasSize(12_000);
        assertThat(new HashSet<>(ids)).hasSize(12_000);
        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aPageHoldsAtMostFiveThousand() {
        for (int i = 0; i < 5_001; i++) {
            dataverse.create(object("{}"));
        }

        JsonNode page = json(calls.get("leads?$select=subject", "Prefer: odata.maxpagesize=9000"));

        assertThat(page.get("value")).hasSize(5_000);
        assertThat(page.get("@odata.nextLink").textValue())
                .startsWith(DataverseCalls.ORIGIN + "/api/data/v9.2/leads?$select=subject&$skiptoken=%253Ccookie");
    }

    @Test
    void aNextLinkThatWasTamperedWithIsRefused() {
        threeLeads();
        String next = json(calls.get("leads?$select=subject", "Prefer: odata.maxpagesize=1"))
                .get("@odata.nextLink")
                .textValue();

        assertThat(calls.get(next).status()).isEqualTo(200);
        assertThat(outcome(calls.get(next.replace("%25", "%")))).isEqualTo("400 0x8006088a");
        assertThat(outcome(calls.get(next.replace("%", "%25")))).isEqualTo("400 0x80060888");
        assertThat(outcome(calls.get(next.replace("subject", "lastname")))).isEqualTo("400 0x80060888");
        assertThat(outcome(calls.get(next + "&$filter=statecode eq 0"))).isEqualTo("400 0x80060888");
    }

    @Test
    void theCallerLearnsWhoItIs() {
        JsonNode answer = json(calls.get("WhoAmI"));

        assertThat(answer.get("UserId").textValue())
                .isEqualTo(organisation.applicationUser().toString());
        assertThat(answer.get("OrganizationId").textValue())
                .isEqualTo(organisation.id().toString());
        assertThat(json(calls.get("systemusers(" + organisation.seller() + ")?$select=fullname"))
                        .get("fullname")
                        .textValue())
                .isEqualTo("Sam Seller");
    }

    @Test
    void currenciesAreFoundByTheirCode() {
        JsonNode found = json(calls.get(
                        "transactioncurrencies?$select=transactioncurrencyid,isocurrencycode,currencyprecision&$filter=isocurrencycode eq 'jpy'"))
                .get("value");

        assertThat(found).hasSize(1);
        assertThat(found.at("/0/transactioncurrencyid").textValue())
                .isEqualTo(Organisation.idOf("JPY").toString());
        assertThat(found.at("/0/currencyprecision").intValue()).isZero();
        assertThat(json(calls.get("transactioncurrencies?$select=isocurrencycode&$filter=isocurrencycode eq 'CHF'"))
                        .get("value"))
                .isEmpty();
    }

    @Test
    void theTableTellsWhetherItsChangesAreTracked() {
        String resource =
                LEAD + "?$select=ChangeTrackingEnabled,CanChangeTrackingBeEnabled,IsOptimisticConcurrencyEnabled";

        assertThat(json(calls.get(resource)).get("ChangeTrackingEnabled").booleanValue())
                .isTrue();
        dataverse.become(organisation.without(Policy.CHANGE_TRACKING));
        assertThat(json(calls.get(resource)).get("ChangeTrackingEnabled").booleanValue())
                .isFalse();
    }

    @Test
    void columnsTellTheirKindAndWhetherTheyCanBeWritten() {
        JsonNode columns = json(
                calls.get(LEAD + "/Attributes?$select=LogicalName,AttributeType,IsValidForCreate,IsValidForUpdate"));

        assertThat(named(columns, "ownerid").get("AttributeType").textValue()).isEqualTo("Owner");
        assertThat(named(columns, "estimatedamount").get("AttributeType").textValue())
                .isEqualTo("Money");
        assertThat(named(columns, "fullname").get("IsValidForUpdate").booleanValue())
                .isFalse();
        assertThat(named(columns, "leadid").get("IsValidForCreate").booleanValue())
                .isTrue();
        assertThat(named(columns, "new_referralid").get("@odata.type").textValue())
                .isEqualTo("#Microsoft.Dynamics.CRM.StringAttributeMetadata");
    }

    @ParameterizedTest
    @CsvSource({
        "StringAttributeMetadata?$select=LogicalName;MaxLength, subject, MaxLength, 50",
        "MemoAttributeMetadata?$select=LogicalName;MaxLength, description, MaxLength, 4151",
        "IntegerAttributeMetadata?$select=LogicalName;MinValue;MaxValue, numberofemployees, MaxValue, 1000000",
        "MoneyAttributeMetadata?$select=LogicalName;MinValue;MaxValue;Precision, estimatedamount, Precision, 2",
        "MoneyAttributeMetadata?$select=LogicalName;MinValue;MaxValue, revenue, MaxValue, 1.0E14",
        "DecimalAttributeMetadata?$select=LogicalName;Precision, exchangerate, Precision, 12",
        "DoubleAttributeMetadata?$select=LogicalName;MinValue, address1_latitude, MinValue, -90.0",
        "DateTimeAttributeMetadata?$select=LogicalName;DateTimeBehavior, estimatedclosedate, DateTimeBehavior/Value, DateOnly",
        "DateTimeAttributeMetadata?$select=LogicalName;DateTimeBehavior, modifiedon, DateTimeBehavior/Value, UserLocal",
        "LookupAttributeMetadata?$select=LogicalName, transactioncurrencyid, LogicalName, transactioncurrencyid",
        "StatusAttributeMetadata?$select=LogicalName&$expand=OptionSet, statuscode, OptionSet/Options/1/State, 0",
        "StatusAttributeMetadata?$select=LogicalName&$expand=OptionSet($select=Options), statuscode, OptionSet/Options/6/State, 2",
        "StateAttributeMetadata?$select=LogicalName&$expand=OptionSet($select=Options), statecode, OptionSet/Options/2/DefaultStatus, 7",
        "PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet($select=Options), leadsourcecode, OptionSet/Options/3/Label/UserLocalizedLabel/Label, Partner"
    })
    void aCastShowsWhatIsSpecialAboutAKindOfColumn(String cast, String column, String path, String value) {
        Answer answer = calls.get(CAST + cast.replace(';', ','));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(named(json(answer), column).at("/" + path).asText()).isEqualTo(value);
    }

    @Test
    void theKeyTellsWhetherItIsReady() {
        JsonNode key = json(calls.get(LEAD + "/Keys?$select=KeyAttributes,EntityKeyIndexStatus"))
                .at("/value/0");

        assertThat(key.at("/KeyAttributes/0").textValue()).isEqualTo("new_referralid");
        assertThat(key.get("EntityKeyIndexStatus").textValue()).isEqualTo("Active");
    }

    private static JsonNode named(JsonNode columns, String name) {
        for (JsonNode column : columns.get("value")) {
            if (column.get("LogicalName").textValue().equals(name)) {
                return column;
            }
        }
        throw new AssertionError("no column " + name);
    }

    private static List<String> texts(Answer answer, String property) {
        List<String> texts = new ArrayList<>();
        json(answer).get("value").forEach(row -> texts.add(row.get(property).asText()));
        return texts;
    }
}
