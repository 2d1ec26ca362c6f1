package org.referralconnectors.simulated.dataverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.referralconnectors.simulated.dataverse.DataverseCalls.object;
import static org.referralconnectors.simulated.dataverse.DataverseCalls.outcome;

import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.simulated.Answer;

class SimulatedDataverseRefusesTest {
    private static final String GONE = "00000000-0000-0000-0000-00000000dead";

    private DataverseCalls calls;
    private String lead;

    @BeforeEach
    void anOrganisationWithOneLead() {
        calls = new DataverseCalls(Organisation.customised(), Clock.systemUTC());
        lead = calls.dataverse
                .create(object("{`subject`:`Pumps`,`lastname`:`Doe`,`new_referralid`:`R-1`}"))
                .toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
            {`nosuchcolumn`:1}                          | 400 0x80048d19
            {`Subject`:`upper case`}                    | 400 0x80048d19
            {`subject`:5}                               | 400 0x80048d19
            {`subject`:[`a`]}                           | 400 0x80048d19
            {`subject`:`a`,`subject`:`b`}               | 400 0x80048d19
            {`subject`:`\\u0000`}                       | 400 0x80048d19
            {`subject`:`\\ud83d`}                       | 400 0x80048d19
            {`numberofemployees`:`many`}                | 400 0x80048d19
            {`numberofemployees`:`12`}                  | 400 0x80048d19
            {`numberofemployees`:12.5}                  | 400 0x80048d19
            {`numberofemployees`:99999999999}           | 400 0x80048d19
            {`numberofemployees`:1000001}               | 400 0x8004432f
            {`numberofemployees`:-1}                    | 400 0x8004432f
            {`estimatedamount`:`5`}                     | 400 0x80048d19
            {`estimatedamount`:-0.01}                   | 400 0x80044330
            {`estimatedamount`:1000000000000.01}        | 400 0x80044330
            {`estimatedclosedate`:`2026-03-31T00:00:00Z`} | 400 0x80048d19
            {`estimatedclosedate`:`31.03.2026`}         | 400 0x80048d19
            {`estimatedclosedate`:`2026-02-30`}         | 400 0x80048d19
            {`estimatedclosedate`:20260331}             | 400 0x80048d19
            {`estimatedclosedate`:`1752-12-31`}         | 400 0x80040239
            {`donotemail`:`true`}                       | 400 0x80048d19
            {`leadsourcecode`:11}                       | 400 0x8004431a
            {`leadsourcecode`:`4`}                      | 400 0x80048d19
            {`industrycode`:1}                          | 400 0x8004431a
            {`fullname`:`computed`}                     | 400 0x80040203
            {`address1_composite`:`computed`}           | 400 0x80040203
            {`modifiedon`:`2026-01-01T00:00:00Z`}       | 400 0x80040203
            {`estimatedamount_base`:5}                  | 400 0x80040203
            {`versionnumber`:5}                         | 400 0x80040203
            {`importsequencenumber`:5}                  | 400 0x80040203
            {`leadid`:`00000000-0000-0000-0000-00000000dead`} | 400 0x80040203
            {`_ownerid_value`:`00000000-0000-0000-0000-00000000dead`} | 400 0x80060888
            {`ownerid`:`00000000-0000-0000-0000-00000000dead`} | 400 0x80048d19
            {`OwnerId@odata.bind`:`/systemusers(00000000-0000-0000-0000-00000000dead)`} | 400 0x80048d19
            {`ownerid@odata.bind`:`/systemusers(00000000-0000-0000-0000-00000000dead)`} | 404 0x80040217
            {`ownerid@odata.bind`:`/accounts(00000000-0000-0000-0000-00000000dead)`} | 400 0x80048d19
            {`customerid@odata.bind`:`/accounts(00000000-0000-0000-0000-00000000dead)`} | 400 0x80048d19
            {`transactioncurrencyid@odata.bind`:`/transactioncurrencies(00000000-0000-0000-0000-00000000dead)`} | 404 0x80040217
            {`transactioncurrencyid@odata.bind`:`EUR`}  | 400 0x80048d19
            {`transactioncurrencyid@odata.bind`:null}   | 400 0x80048d19
            {`subject@odata.type`:`#String`}            | 400 0x80048d19
            {`@odata.type`:`#Microsoft.Dynamics.CRM.account`} | 400 0x80048d19
            {`statecode`:2}                             | 400 0x80048408
            {`statuscode`:2}                            | 400 0x80048408
            {`statecode`:0,`statuscode`:4}              | 400 0x80048408
            {`statecode`:2,`statuscode`:1}              | 400 0x80048408
            {`statecode`:2,`statuscode`:99}             | 400 0x8004431a
            {`statecode`:3,`statuscode`:1}              | 400 0x8004431a
            {`statecode`:1,`statuscode`:3}              | 400 0x80048408
            {`statecode`:null,`statuscode`:1}           | 400 0x80040203
            []                                          | 400 0x80048d19
            null                                        | 400 0x80048d19
            {`subject`:`a`}}                            | 400 0x80048d19
            {'subject':'a'}                             | 400 0x80048d19
            """)
    void aBodyThatDoesNotFitTheLead(String body, String outcome) {
        Answer answer = calls.send("PATCH", "leads(" + lead + ")", body, "If-Match: *");

        assertThat(outcome(answer)).isEqualTo(outcome);
        assertThat(calls.dataverse.writes()).hasSize(1);
        assertThat(calls.dataverse.odataCheck().disagreements()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "subject, 50",
        "firstname, 450",
        "lastname, 50",
        "companyname, 100",
        "emailaddress1, 100",
        "telephone1, 50",
        "mobilephone, 20",
        "jobtitle, 100",
        "address1_line1, 250",
        "address1_city, 80",
        "address1_postalcode, 20",
        "address1_stateorprovince, 50",
        "address1_country, 80",
        "websiteurl, 200",
        "description, 4151"
    })
    void textOneCharacterTooLong(String column, int length) {
        String longest = "x".repeat(length);

        assertThat(update("{`" + column + "`:`" + longest + "`}")).isEqualTo("204");
        assertThat(update("{`" + column + "`:`" + longest + "x`}")).isEqualTo("400 0x80044331");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            leads?$select=nosuchcolumn                  | 400 0x80060888
            leads?$select=                              | 400 0x80060888
            leads?$select=Subject                       | 400 0x80060888
            leads?$select=transactioncurrencyid         | 400 0x80060888
            leads?$Select=subject                       | 400 0x80060888
            leads?select=subject                        | 400 0x80060888
            leads?$skip=5                               | 400 0x80060888
            leads?$expand=ownerid                       | 400 0x80060888
            leads?$select=subject&$select=lastname      | 400 0x8006088a
            leads?$filter=nosuchcolumn eq 1             | 400 0x80060888
            leads?$filter=subject eq 5                  | 400 0x80060888
            leads?$filter=subject eq Pumps              | 400 0x80060888
            leads?$filter=subject eq "Pumps"            | 400 0x8006088a
            leads?$filter=subject+eq+'Pumps'            | 400 0x8006088a
            leads?$filter=subject = 'Pumps'             | 400 0x80060888
            leads?$filter=subject eq 'Pumps             | 400 0x80060888
            leads?$filter=subject like 'Pumps'          | 400 0x80060888
            leads?$filter=tolower(subject) eq 'pumps'   | 400 0x80060888
            leads?$filter=contains(subject,5)           | 400 0x80060888
            leads?$filter=contains(statecode,'0')       | 400 0x80060888
            leads?$filter=statecode eq '0'              | 400 0x80060888
            leads?$filter=statecode eq 0.5              | 400 0x80060888
            leads?$filter=statecode gt null             | 400 0x80060888
            leads?$filter=statecode eq 0 and            | 400 0x80060888
            leads?$filter=(statecode eq 0               | 400 0x80060888
            leads?$filter=leadid eq '00000000-0000-0000-0000-00000000dead' | 400 0x80060888
            leads?$filter=modifiedon gt 2026-01-01T00:00:00 | 400 0x80060888
            leads?$filter=modifiedon gt 2026-01-01      | 400 0x80060888
            leads?$filter=modifiedon gt '2026-01-01T00:00:00Z' | 400 0x80060888
            leads?$filter=estimatedclosedate gt 2026-01-01T00:00:00Z | 400 0x80060888
            leads?$filter=estimatedclosedate gt 2026-02-30 | 400 0x80060888
            leads?$orderby=nosuchcolumn                 | 400 0x80060888
            leads?$orderby=subject sideways             | 400 0x8006088a
            leads?$top=many                             | 400 0x80060888
            leads?$skiptoken=2                          | 400 0x80060888
            leads?$deltatoken=yesterday                 | 400 0x80060888
            leads?%                                     | 400 0x8006088a
            leads(42)                                   | 400 0x8006088a
            leads(00000000-0000-0000-0000-00000000dead) | 404 0x80040217
            leads(new_referralid='R-2')                 | 404 0x80060891
            leads(new_referralid='a/b')                 | 400 0x8006088a
            leads(new_referralid='a%2Fb')               | 400 0x8006088a
            leads(new_referralid='a%23b')               | 400 0x8006088a
            leads(new_referralid='a%26b')               | 400 0x8006088a
            leads(new_referralid='O'Neill')             | 400 0x8006088a
            leads(subject='Pumps')                      | 400 0x80060888
            Leads                                       | 404 0x80060888
            opportunities                               | 404 0x80060888
            /api/data/v8.2/leads                        | 404 0x80060888
            transactioncurrencies?$filter=isocurrencycode eq EUR | 400 0x80060888
            transactioncurrencies?$select=rate          | 400 0x80060888
            systemusers(00000000-0000-0000-0000-00000000dead) | 404 0x80040217
            EntityDefinitions(LogicalName='nosuchtable') | 404 0x80040217
            EntityDefinitions(LogicalName='lead')?$select=Nonsense | 400 0x80060888
            EntityDefinitions(LogicalName='lead')/Attributes?$select=MaxLength | 400 0x80060888
            EntityDefinitions(LogicalName='lead')/Attributes/Microsoft.Dynamics.CRM.EnumAttributeMetadata | 400 0x80060888
            EntityDefinitions(LogicalName='lead')/Attributes/Microsoft.Dynamics.CRM.StringAttributeMetadata?$expand=OptionSet | 400 0x80060888
            """)
    void anAddressThatCannotBeAnswered(String resource, String outcome) {
        assertThat(outcome(calls.get(resource))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            leads?$top=5                     | odata.maxpagesize=5        | 400 0x80060888
            leads                            | odata.maxpagesize=0        | 400 0x80060888
            leads                            | odata.continue-on-error    | 400 0x80060888
            leads?$select=subject&$top=5     | odata.track-changes        | 400 0x80060888
            leads?$filter=statecode eq 0     | odata.track-changes        | 400 0x80060888
            leads?$orderby=subject           | odata.track-changes        | 400 0x80060888
            leads?$expand=ownerid            | odata.track-changes        | 400 0x80060888
            leads?$count=true                | odata.track-changes        | 400 0x80060888
            """)
    void preferencesThatDoNotGoTogether(String resource, String prefer, String outcome) {
        assertThat(outcome(calls.get(resource, "Prefer: " + prefer))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "Accept, 406 0x80060888",
        "OData-Version, 400 0x80060888",
        "OData-MaxVersion, 400 0x80060888",
        "Content-Type, 415 0x80060888",
        "Content-Type: application/json-patch+json, 415 0x80060888",
        "Accept: text/html, 406 0x80060888",
        "Authorization, 401",
        "Authorization: Bearer stale, 401",
        "Host: other.crm.dynamics.com, 401",
        "If-Match: \"1000001\", 400 0x80060888",
        "If-Match: 1000001, 400 0x80060888",
        "If-None-Match: W/\"1000001\", 400 0x80060888"
    })
    void headersThatAreMissingOrWrong(String header, String outcome) {
        assertThat(outcome(calls.send("PATCH", "leads(" + lead + ")", "{`subject`:`new`}", header)))
                .isEqualTo(outcome);
        assertThat(calls.dataverse.writes()).hasSize(1);
    }

    @Test
    void aTokenIsRefusedWithTheWayToABetterOne() {
        Answer answer = calls.get("WhoAmI", "Authorization");

        assertThat(answer.headers().get("WWW-Authenticate"))
                .startsWith("Bearer authorization_uri=https://")
                .contains("resource_id=" + DataverseCalls.ORIGIN + "/");
    }

    @Test
    void aStaleVersionIsNotOverwritten() {
        String etag = calls.get("leads(" + lead + ")").headers().get("ETag");
        calls.dataverse.edit(UUID.fromString(lead), columns -> columns.put("subject", "Valves"));

        assertThat(update("{`subject`:`Pipes`}", "If-Match: " + etag)).isEqualTo("412 0x80060882");
        assertThat(calls.dataverse
                        .get(UUID.fromString(lead))
                        .orElseThrow()
                        .get("subject")
                        .textValue())
                .isEqualTo("Valves");
    }

    @Test
    void aDeletedLeadIsNotBroughtBackByAGuardedUpdate() {
        calls.dataverse.delete(UUID.fromString(lead));

        assertThat(update("{`subject`:`Pipes`}", "If-Match: *")).isEqualTo("404 0x80040217");
        assertThat(outcome(calls.send("PATCH", "leads(new_referralid='R-1')", "{`subject`:`a`}", "If-Match: *")))
                .isEqualTo("404 0x80060891");
        assertThat(outcome(calls.send("DELETE", "leads(" + lead + ")", null))).isEqualTo("404 0x80040217");
    }

    @Test
    void aSecondLeadWithTheSameIdOrKey() {
        assertThat(update("{`subject`:`a`}", "If-None-Match: *")).isEqualTo("412 0x80040237");
        assertThat(create("{`leadid`:`" + lead + "`}")).isEqualTo("412 0x80040237");
        assertThat(create("{`new_referralid`:`r-1`}")).isEqualTo("412 0x80060892");
        assertThat(outcome(calls.send("PATCH", "leads(" + GONE + ")", "{`new_referralid`:`R-1`}")))
                .isEqualTo("412 0x80060892");
        assertThat(calls.dataverse.all()).hasSize(1);
    }

    @Test
    void aNewLeadThatIsNotOpen() {
        assertThat(create("{`statecode`:0}")).isEqualTo("400 0x80048408");
        assertThat(create("{`statecode`:2,`statuscode`:4}")).isEqualTo("400 0x80048408");
        assertThat(create("{`statuscode`:4}")).isEqualTo("400 0x80048408");
        assertThat(create("{`statuscode`:2}")).isEqualTo("204");
    }

    @ParameterizedTest
    @ValueSource(strings = {"qualified", "disqualified"})
    void anEditOfAClosedLeadOtherThanReopeningIt(String how) {
        close(how);

        assertThat(update("{`subject`:`late`}", "If-Match: *")).isEqualTo("400 0x80040265");
        assertThat(update("{`statecode`:0,`statuscode`:1,`subject`:`late`}")).isEqualTo("400 0x80040265");
        assertThat(update("{`statecode`:0,`statuscode`:2}")).isEqualTo("204");
        assertThat(update("{`subject`:`late`}")).isEqualTo("204");
    }

    private void close(String how) {
        if (how.equals("qualified")) {
            calls.dataverse.qualify(UUID.fromString(lead));
        } else {
            calls.dataverse.disqualify(UUID.fromString(lead), 5);
        }
    }

    @Test
    void whatTheApplicationUserLacksThePrivilegeFor() {
        calls.dataverse.deny("prvWriteLead");
        calls.dataverse.deny("prvCreateLead");

        assertThat(update("{`subject`:`a`}")).isEqualTo("403 0x80040220");
        assertThat(create("{`subject`:`a`}")).isEqualTo("403 0x80040220");
        calls.dataverse.grant("prvWriteLead");
        assertThat(update("{`subject`:`a`}")).isEqualTo("204");
    }

    @Test
    void aLeadOutOfTheApplicationUsersSightCanNeitherBeReadNorMadeAgain() {
        calls.dataverse.hide(UUID.fromString(lead));

        assertThat(outcome(calls.get("leads(" + lead + ")"))).isEqualTo("404 0x80040217");
        assertThat(update("{`subject`:`a`}", "If-Match: *")).isEqualTo("404 0x80040217");
        assertThat(update("{`subject`:`a`}", "If-None-Match: *")).isEqualTo("412 0x80040237");
        assertThat(DataverseCalls.json(calls.get("leads?$select=subject")).get("value"))
                .isEmpty();
    }

    @Test
    void whatAPlugInRefuses() {
        calls.dataverse.plugIn(columns -> {
            throw new IllegalStateException("Credit check failed");
        });

        Answer answer = calls.send("POST", "leads", "{`subject`:`a`}");

        assertThat(outcome(answer)).isEqualTo("400 0x80040265");
        assertThat(DataverseCalls.json(answer).at("/error/message").asText()).isEqualTo("Credit check failed");
        assertThat(calls.dataverse.all()).hasSize(1);
    }

    @Test
    void aWriteToARowThatAnotherTransactionHolds() {
        LateWrite late = calls.dataverse.editLate(UUID.fromString(lead), columns -> columns.put("subject", "slow"));

        assertThat(update("{`subject`:`a`}")).isEqualTo("500 0x80044151");
        late.commit();
        assertThat(update("{`subject`:`a`}")).isEqualTo("204");
    }

    @Test
    void aKeyWhoseIndexIsNotReady() {
        calls.dataverse.become(Organisation.customised().withKey("new_referralid", "Pending"));

        assertThat(outcome(calls.get("leads(new_referralid='R-1')"))).isEqualTo("400 0x80060888");
        assertThat(create("{`new_referralid`:`R-1`}")).isEqualTo("204");
    }

    @Test
    void aMethodThatTheResourceDoesNotHave() {
        assertThat(outcome(calls.send("PUT", "leads(" + lead + ")", "{}"))).isEqualTo("405 0x80060888");
        assertThat(outcome(calls.send("DELETE", "leads", null))).isEqualTo("405 0x80060888");
        assertThat(outcome(calls.send("POST", "transactioncurrencies", "{}"))).isEqualTo("405 0x80060888");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "leads?$filter=not statecode eq 0",
                "leads?$filter=(statecode eq 0)and(statecode eq 0)",
                "leads?$orderby=subject , lastname"
            })
    void whatOnlyOlingoObjectsTo(String resource) {
        assertThat(outcome(calls.get(resource))).isEqualTo("400 0x80060888");
        assertThat(calls.dataverse.odataCheck().disagreements()).hasSize(1);
    }

    @Test
    void anEditThatNoFormWouldLetThrough() {
        assertThat(catchThrowable(() ->
                        calls.dataverse.edit(UUID.fromString(lead), columns -> columns.put("subject", "x".repeat(51)))))
                .hasMessageContaining("exceeded the maximum allowed length of '50'");
    }

    private String update(String body, String... headers) {
        return outcome(calls.send("PATCH", "leads(" + lead + ")", body, headers));
    }

    private String create(String body) {
        return outcome(calls.send("POST", "leads", body));
    }
}
