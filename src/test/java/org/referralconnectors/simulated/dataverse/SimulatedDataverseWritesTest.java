package org.referralconnectors.simulated.dataverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.referralconnectors.simulated.dataverse.DataverseCalls.json;
import static org.referralconnectors.simulated.dataverse.DataverseCalls.object;
import static org.referralconnectors.simulated.dataverse.DataverseCalls.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.referralconnectors.simulated.Answer;

class SimulatedDataverseWritesTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-01T12:00:00.987Z"), ZoneOffset.UTC);
    private static final String ID = "0b7c0d6e-1f2a-4c3b-8d4e-5f6a7b8c9d0e";
    private static final String LEAD = "leads(" + ID + ")";

    private final Organisation organisation = Organisation.customised().withTeam(Organisation.idOf("north"), "North");
    private final DataverseCalls calls = new DataverseCalls(organisation, NOON);
    private final SimulatedDataverse dataverse = calls.dataverse;

    @AfterEach
    void olingoReadEveryRequestTheSameWay() {
        assertThat(dataverse.odataCheck().disagreements()).isEmpty();
    }

    @Test
    void createOnlyMakesALeadAndShowsWhatTheServerMadeOfIt() {
        Answer answer = calls.send(
                "PATCH",
                LEAD + "?$select=subject,estimatedamount,statuscode,modifiedon,_ownerid_value,address1_city",
                """
                {`@odata.type`:`#Microsoft.Dynamics.CRM.lead`,`subject`:`Pumps`,`lastname`:``,`estimatedamount`:1234.565,
                 `transactioncurrencyid@odata.bind`:`/transactioncurrencies(%s)`,`address1_city`:`Ulm`,
                 `ownerid@odata.bind`:`/teams(%s)`,`estimatedclosedate`:`2026-03-31`,`leadsourcecode`:4}
                """
                        .formatted(Organisation.idOf("JPY"), Organisation.idOf("north")),
                "If-None-Match: *",
                "Prefer: return=representation");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers())
                .containsEntry("Preference-Applied", "return=representation")
                .containsEntry("OData-Version", "4.0")
                .containsEntry("ETag", json(answer).get("@odata.etag").textValue());
        assertThat(json(answer).toString())
                .isEqualTo(
                        json("""
                                {`@odata.context`:`https://contoso.crm.dynamics.com/api/data/v9.2/$metadata#leads(subject,estimatedamount,statuscode,modifiedon,_ownerid_value,address1_city)/$entity`,
                                `@odata.etag`:`W/\\`1000001\\``,`subject`:`Pumps`,`estimatedamount`:1235,
                                `_transactioncurrencyid_value`:`%s`,`statuscode`:1,`modifiedon`:`2026-03-01T12:00:00Z`,
                                `_ownerid_value`:`%s`,`address1_city`:`Ulm`,`address1_composite`:`Ulm`,`leadid`:`%s`}
                                """
                                        .formatted(Organisation.idOf("JPY"), Organisation.idOf("north"), ID))
                                .toString());
        assertThat(dataverse.get(UUID.fromString(ID)).orElseThrow().has("lastname"))
                .isFalse();
    }

    @Test
    void withoutAWishForTheRowOnlyItsAddressIsAnswered() {
        Answer posted = calls.send("POST", "leads", "{`subject`:`a`,`leadid`:`" + ID + "`}");
        Answer byKey = calls.send("PATCH", "leads(new_referralid='O''Neill')", "{`subject`:`b`}");

        assertThat(posted.status()).isEqualTo(204);
        assertThat(posted.headers()).containsEntry("OData-EntityId", DataverseCalls.ORIGIN + "/api/data/v9.2/" + LEAD);
        assertThat(byKey.status()).isEqualTo(204);
        assertThat(byKey.headers())
                .containsEntry(
                        "OData-EntityId", DataverseCalls.ORIGIN + "/api/data/v9.2/leads(new_referralid='O''Neill')");
    }

    @Test
    void aPlainPatchCreatesAndThenUpdates() {
        assertThat(upsert(LEAD, "{`subject`:`a`}").status()).isEqualTo(201);
        assertThat(upsert(LEAD, "{`subject`:`b`}").status()).isEqualTo(200);
        assertThat(dataverse.all())
                .singleElement()
                .satisfies(lead -> assertThat(lead.get("subject").textValue()).isEqualTo("b"));
    }

    @Test
    void theKeyFindsALeadWhateverItsCase() {
        Answer created = upsert("leads(new_referralid='REF-1')", "{`subject`:`a`}");
        Answer updated = upsert("leads(new_referralid='ref-1')", "{`subject`:`b`,`new_referralid`:`dropped`}");

        assertThat(List.of(created.status(), updated.status())).containsExactly(201, 200);
        assertThat(json(updated).get("leadid")).isEqualTo(json(created).get("leadid"));
        assertThat(dataverse.all().get(0).get("new_referralid").textValue()).isEqualTo("REF-1");
    }

    @Test
    void aDifferentKeyInTheBodyOfANewLeadWins() {
        upsert("leads(new_referralid='url')", "{`new_referralid`:`body`}");

        assertThat(outcome(calls.get("leads(new_referralid='url')"))).isEqualTo("404 0x80060891");
        assertThat(calls.get("leads(new_referralid='body')").status()).isEqualTo(200);
    }

    @Test
    void onlyOneOfManyMakesTheLead() throws Exception {
        int clients = 8;
        CyclicBarrier start = new CyclicBarrier(clients);
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        Callable<Answer> create = () -> {
            start.await();
            return calls.send("PATCH", LEAD, "{`subject`:`a`}", "If-None-Match: *");
        };
        List<Future<Answer>> answers = threads.invokeAll(
                IntStream.range(0, clients).mapToObj(i -> create).toList());
        threads.shutdown();

        assertThat(answers)
                .extracting(answer -> outcome(answer.get()))
                .containsOnlyOnce("204")
                .filteredOn("412 0x80040237"::equals)
                .hasSize(clients - 1);
        assertThat(dataverse.writes()).hasSize(1);
    }

    @Test
    void onlyOneOfManyUpdatesFromTheSameVersion() throws Exception {
        String etag = json(upsert(LEAD, "{`subject`:`a`}")).get("@odata.etag").textValue();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Answer>> answers = threads.invokeAll(IntStream.range(0, 40)
                .mapToObj(i -> (Callable<Answer>)
                        () -> calls.send("PATCH", LEAD, "{`subject`:`" + i + "`}", "If-Match: " + etag))
                .toList());
        threads.shutdown();

        assertThat(answers)
                .extracting(answer -> outcome(answer.get()))
                .containsOnlyOnce("204")
                .filteredOn("412 0x80060882"::equals)
                .hasSize(39);
    }

    @Test
    void equalValuesStillMakeANewVersion() {
        JsonNode first = json(upsert(LEAD, "{`subject`:`a`}"));
        JsonNode second = json(upsert(LEAD, "{`subject`:`a`}"));

        assertThat(second.get("@odata.etag")).isNotEqualTo(first.get("@odata.etag"));
        Write last = dataverse.writes().get(1);
        assertThat(last.sent()).containsExactly("subject");
        assertThat(last.changed()).isEmpty();
        assertThat(last.by()).isEqualTo(organisation.applicationUser());
    }

    @Test
    void aLeadThatDidNotChangeIsNotSentAgain() {
        String etag = json(upsert(LEAD, "{`subject`:`a`}")).get("@odata.etag").textValue();

        assertThat(calls.get(LEAD + "?$select=subject", "If-None-Match: " + etag)
                        .status())
                .isEqualTo(304);
        dataverse.edit(UUID.fromString(ID), lead -> lead.put("subject", "b"));
        assertThat(calls.get(LEAD + "?$select=subject", "If-None-Match: " + etag)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void nullClearsAColumnAndMoneyWithoutACurrencyGetsTheBaseCurrency() {
        upsert(LEAD, "{`description`:`a`,`estimatedamount`:10.005,`firstname`:`Ada`,`lastname`:`Byron`}");
        upsert(LEAD, "{`description`:null,`firstname`:null}");

        ObjectNode lead = dataverse.get(UUID.fromString(ID)).orElseThrow();
        assertThat(lead.has("description")).isFalse();
        assertThat(lead.get("fullname").textValue()).isEqualTo("Byron");
        assertThat(lead.get("estimatedamount").decimalValue()).isEqualByComparingTo("10.00");
        assertThat(lead.get("_transactioncurrencyid_value").textValue())
                .isEqualTo(Organisation.idOf("EUR").toString());
        assertThat(json(calls.get(LEAD + "?$select=description"))
                        .get("description")
                        .isNull())
                .isTrue();
    }

    @Test
    void disqualifyingAndReopeningByPatch() {
        upsert(LEAD, "{`subject`:`a`}");

        assertThat(upsert(LEAD, "{`statecode`:2,`statuscode`:804240004}").status())
                .isEqualTo(200);
        assertThat(upsert(LEAD, "{`statecode`:0,`statuscode`:823270000}").status())
                .isEqualTo(200);
    }

    @Test
    void aSellersEditIsAnotherUsersVersion() {
        UUID lead = dataverse.create(object("{`subject`:`a`,`estimatedamount`:5}"));
        dataverse.edit(lead, columns -> {
            columns.put("statuscode", 2).put("estimatedclosedate", "2026-12-24");
            columns.remove("subject");
        });

        ObjectNode row = dataverse.get(lead).orElseThrow();
        assertThat(row.get("_modifiedby_value").textValue())
                .isEqualTo(organisation.seller().toString());
        assertThat(dataverse.writes().get(1).changed())
                .containsExactlyInAnyOrder("subject", "statuscode", "estimatedclosedate");
    }

    @Test
    void whatSellersDoToTheStateOfALead() {
        UUID master = dataverse.create(object("{`subject`:`master`}"));
        UUID loser = dataverse.create(object("{`subject`:`loser`}"));
        dataverse.merge(loser, master);
        dataverse.qualify(master);

        assertThat(state(loser)).isEqualTo("2/7");
        assertThat(json(calls.get("leads(" + loser + ")?$select=merged,_masterid_value"))
                        .get("_masterid_value")
                        .textValue())
                .isEqualTo(master.toString());
        assertThat(state(master)).isEqualTo("1/3");
        assertThat(dataverse.get(master).orElseThrow().has("_qualifyingopportunityid_value"))
                .isTrue();
        dataverse.reopen(master);
        assertThat(state(master)).isEqualTo("0/1");
    }

    @Test
    void aPlugInRewritesWhatIsStoredAndTheAnswerShowsIt() {
        dataverse.plugIn(
                lead -> lead.put("subject", lead.get("subject").textValue().strip()));

        assertThat(json(upsert(LEAD, "{`subject`:`  Pumps `}")).get("subject").textValue())
                .isEqualTo("Pumps");
    }

    private String state(UUID lead) {
        ObjectNode row = dataverse.get(lead).orElseThrow();
        return row.get("statecode") + "/" + row.get("statuscode");
    }

    private Answer upsert(String resource, String body) {
        return calls.send("PATCH", resource + "?$select=leadid,subject", body, "Prefer: return=representation");
    }
}
