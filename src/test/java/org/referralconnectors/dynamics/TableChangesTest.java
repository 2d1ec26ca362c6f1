package org.referralconnectors.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.referralconnectors.dynamics.PolledTable.LEADS;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.referralconnectors.mapping.Stock;

class TableChangesTest {

    private static final String GOOD =
            "{'leadid': '2f5d7c1a-5b55-ef11-a316-000d3a5c8e10', 'modifiedon': '2026-02-03T09:15:00Z'}";
    private static final String UNDATED = "{'leadid': '3f5d7c1a-5b55-ef11-a316-000d3a5c8e10', 'modifiedon': null}";
    private static final String SECOND_PAGE = "$select=subject&$skiptoken=%253Ccookie";
    private static final String LINK = "$select=subject&$deltatoken=91%2108%2f";

    @Test
    void aLeadWithoutAReadableTimeIsLookedAtEachTimeAndHidesNoOther() {
        ModifiedRows first = new ModifiedRows(LEADS, "", null);
        assertThat(first.take(page(UNDATED + "," + GOOD)).rows()).hasSize(2);
        ModifiedRows second = new ModifiedRows(LEADS, first.cursor(), null);
        assertThat(second.getQuery()).contains("2026-02-03T09:05:00Z");
        assertThat(second.take(page(UNDATED)).rows()).hasSize(1);
    }

    @Test
    void aVersionThatConcernedAPairIsNoNewsTheNextTimeAndAnotherOneIs() {
        ModifiedRows first = new ModifiedRows(LEADS, "", null);
        first.take(page(versioned("1"))).rows().forEach(first::remember);
        ModifiedRows second = new ModifiedRows(LEADS, first.cursor(), null);
        assertThat(second.take(page(versioned("1"))).rows()).isEmpty();
        ModifiedRows third = new ModifiedRows(LEADS, second.cursor(), null);
        assertThat(third.take(page(versioned("1"))).rows()).isEmpty();
        ModifiedRows fourth = new ModifiedRows(LEADS, third.cursor(), null);
        assertThat(fourth.take(page(versioned("2"))).rows()).hasSize(1);
    }

    /** An import puts any number of rows into one second. */
    @Test
    void whatIsRememberedHasAnEndHoweverManyRowsTheOverlapHolds() {
        ModifiedRows poll = new ModifiedRows(LEADS, "", null);
        for (int chunk = 0; chunk < 30; chunk++) {
            int from = chunk * 500;
            String rows = IntStream.range(from, from + 500)
                    .mapToObj(n -> "{'leadid': '%08x-5b55-ef11-a316-000d3a5c8e10', '@odata.etag': '1',".formatted(n)
                            + " 'modifiedon': '2026-02-03T09:15:00Z'}")
                    .collect(Collectors.joining(","));
            poll.take(Stock.json(
                            "{'value': [" + rows + "], '@odata.nextLink': 'https://x/leads?$skiptoken=" + chunk + "'}"))
                    .rows()
                    .forEach(poll::remember);
        }
        assertThat(poll.cursor().length()).isLessThan(800_000);
        assertThat(poll.place().toString().length()).isLessThan(200);
    }

    @Test
    void whatIsOlderThanTheOverlapIsForgottenPageByPage() {
        ModifiedRows poll = new ModifiedRows(LEADS, "", null);
        poll.take(page(GOOD)).rows().forEach(poll::remember);
        Instant later = Instant.parse("2026-02-03T09:25:01Z");
        poll.take(page(GOOD.replace("2f5d", "4f5d").replace("2026-02-03T09:15:00Z", later.toString())));
        assertThat(poll.cursor()).doesNotContain("2f5d7c1a");
    }

    @Test
    void aWalkThatWasLeftGoesOnBehindItsLastPage() {
        for (TableChanges poll :
                new TableChanges[] {new TrackedChanges(LEADS, "", null), new ModifiedRows(LEADS, "", null)}) {
            poll.take(linked(SECOND_PAGE));
            boolean tracked = poll instanceof TrackedChanges;
            TableChanges next =
                    tracked ? new TrackedChanges(LEADS, "", poll.place()) : new ModifiedRows(LEADS, "", poll.place());
            assertThat(next.getQuery()).isEqualTo(SECOND_PAGE);
            assertThat(next.isFirst()).isTrue();
            assertThat(next.isWhole()).isEqualTo(tracked);
            assertThat(next.isOnLink()).isTrue();
        }
    }

    @Test
    void whoeverChangesTheModeListsEveryRow() {
        ModifiedRows modified = new ModifiedRows(LEADS, LINK, null);
        assertThat(modified.isFirst()).isTrue();
        modified.take(page(GOOD));
        TrackedChanges tracked = new TrackedChanges(LEADS, modified.cursor(), modified.place());
        assertThat(tracked.isWhole()).isTrue();
        assertThat(tracked.getQuery()).isEqualTo("$select=subject");
        assertThat(new ModifiedRows(LEADS, LINK, new TrackedChanges(LEADS, LINK, null).place()).getQuery())
                .doesNotContain("deltatoken");
    }

    @Test
    void whatIsRefusedDecidesWhereThePollGoesOn() {
        TrackedChanges delta = new TrackedChanges(LEADS, LINK, null);
        assertThat(after(delta, false)).as("the delta link").isEqualTo("whole $select=subject");
        delta.take(linked(SECOND_PAGE));
        assertThat(after(delta, false)).as("a page of what changed").isEqualTo("from the cursor");
        assertThat(after(delta, true)).as("the same, expired").isEqualTo("whole $select=subject");
        TrackedChanges whole = new TrackedChanges(LEADS, "", null);
        assertThat(whole.isOnLink()).isFalse();
        whole.take(linked(SECOND_PAGE));
        assertThat(after(whole, false)).as("a page of all").isEqualTo("whole $select=subject");
        ModifiedRows modified = new ModifiedRows(LEADS, "", null);
        modified.take(linked(SECOND_PAGE, GOOD));
        assertThat(after(modified, false)).as("by time").contains("modifiedon%20ge%202026-02-03T09:05:00Z");
    }

    @Test
    void whatHasNoIdIsNoLead() {
        assertThat(ChangedRows.of(LEADS, page("null, {}, {'leadid': null}, {'leadid': '1) or (1'}," + GOOD))
                        .rows())
                .hasSize(1);
    }

    @Test
    void aLinkIsSentAsItCame() {
        JsonNode page = Stock.json("{'value': [], '@odata.deltaLink': 'https://x/leads?$deltatoken=91%2108%2f?a b'}");
        assertThat(ChangedRows.of(LEADS, page).delta()).isEqualTo("$deltatoken=91%2108%2f?a b");
    }

    @Test
    void aLinkThatLeadsNowhereIsNoEndOfTheListAndItsPageCounts() {
        TrackedChanges poll = new TrackedChanges(LEADS, "", null);
        assertThat(poll.take(Stock.json("{'value': [" + GOOD + "], '@odata.nextLink': 'https://x/leads'}"))
                        .rows())
                .hasSize(1);
        assertThat(poll.broken().orElseThrow().reason()).contains("no query");
        assertThat(poll.isMore()).isTrue();
        assertThat(poll.take(linked("$select=subject")).rows()).isEmpty();
        assertThat(poll.broken()).as("the same page again").isPresent();
    }

    @Test
    void withoutADeltaLinkAtTheEndTheTableAndTheRemedyAreNamed() {
        TrackedChanges poll = new TrackedChanges(LEADS, LINK, null);
        assertThat(poll.take(page(GOOD)).rows()).hasSize(1);
        assertThat(poll.broken().orElseThrow().reason()).contains("change tracking of the table lead");
        assertThat(poll.broken().orElseThrow().remedy()).contains("dynamics.poll-mode = modified-on");
    }

    private static String after(TableChanges poll, boolean expired) {
        return poll.placeWithoutLink(expired)
                .map(place -> (place.path("whole").asBoolean() ? "whole " : "")
                        + place.path("query").asText())
                .orElse("from the cursor");
    }

    private static String versioned(String etag) {
        return GOOD.replace("{", "{'@odata.etag': '" + etag + "', ");
    }

    private static JsonNode linked(String query, String... rows) {
        return Stock.json(
                "{'value': [" + String.join(",", rows) + "], '@odata.nextLink': 'https://x/leads?" + query + "'}");
    }

    private static JsonNode page(String rows) {
        return Stock.json("{'value': [" + rows + "]}");
    }
}
