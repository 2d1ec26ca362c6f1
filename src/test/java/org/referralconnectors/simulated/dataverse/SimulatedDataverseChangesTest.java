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
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatedDataverseChangesTest {
    private static final String START = "leads?$select=subject";
    private static final String TRACK = "Prefer: odata.track-changes,odata.maxpagesize=2";

    private final Organisation organisation = Organisation.stock();
    private final MovableClock clock = new MovableClock();
    private final DataverseCalls calls = new DataverseCalls(organisation, clock);
    private final SimulatedDataverse dataverse = calls.dataverse;

    @AfterEach
    void olingoReadEveryRequestTheSameWay() {
        assertThat(dataverse.odataCheck().disagreements()).isEmpty();
    }

    @Test
    void firstEverythingInPagesThenOnlyWhatChanged() {
        UUID a = lead("a");
        UUID b = lead("b");
        UUID c = lead("c");
        List<JsonNode> shown = new ArrayList<>();
        String link = follow(START, shown);
        assertThat(shown).extracting(row -> row.get("leadid").textValue()).hasSize(3);

        rename(c, "c2");
        rename(a, "a2");
        dataverse.delete(b);
        UUID brief = lead("brief");
        dataverse.delete(brief);
        shown.clear();
        String after = follow(link, shown);

        assertThat(shown)
                .extracting(row -> row.has("reason")
                        ? row.get("reason").textValue() + " " + row.get("id").textValue()
                        : row.get("subject").textValue())
                .containsExactly("c2", "a2", "deleted " + b, "deleted " + brief);
        assertThat(shown.get(2).get("@odata.context").textValue()).endsWith("#leads/$deletedEntity");
        shown.clear();
        follow(after, shown);
        assertThat(shown).isEmpty();
    }

    @Test
    void aDeltaLinkStandsWhereItBelongs() {
        JsonNode page = json(calls.get(START, "Prefer: odata.track-changes"));

        assertThat(page.get("@odata.deltaLink").textValue())
                .isEqualTo(DataverseCalls.ORIGIN
                        + "/api/data/v9.2/leads?$select=subject&$deltatoken=1000000%2103%2F01%2F2026%2012%3A00%3A00");
        assertThat(calls.get(START, "Prefer: odata.track-changes").headers())
                .containsEntry("Preference-Applied", "odata.track-changes");
        assertThat(json(calls.get(page.get("@odata.deltaLink").textValue()))
                        .get("@odata.context")
                        .textValue())
                .endsWith("#leads(subject)/$delta");
    }

    @Test
    void whatMovesWhileTheFirstPagesAreReadIsInTheNextDelta() {
        for (int i = 0; i < 5; i++) {
            lead("lead " + i);
        }
        JsonNode first = json(calls.get(START, TRACK));
        UUID moved = UUID.fromString(first.at("/value/0/leadid").textValue());
        rename(moved, "moved");
        List<JsonNode> shown = new ArrayList<>();
        String link = follow(first.get("@odata.nextLink").textValue(), shown);
        shown.clear();
        follow(link, shown);

        assertThat(shown).extracting(row -> row.get("leadid").textValue()).contains(moved.toString());
    }

    @Test
    void aRowThatIsCommittedLateIsMissedByTimeAndVersionButNotByTheDeltaLink() {
        UUID slow = lead("slow");
        UUID quick = lead("quick");
        LateWrite late = dataverse.editLate(slow, columns -> columns.put("subject", "slow2"));
        clock.move(Duration.ofSeconds(5));
        rename(quick, "quick2");
        Instant watermark = Instant.parse(
                dataverse.get(quick).orElseThrow().get("modifiedon").textValue());
        String link = follow(START, new ArrayList<>());

        late.commit();

        JsonNode row = dataverse.get(slow).orElseThrow();
        assertThat(Instant.parse(row.get("modifiedon").textValue())).isBefore(watermark);
        assertThat(row.get("versionnumber").longValue())
                .isLessThan(
                        dataverse.get(quick).orElseThrow().get("versionnumber").longValue());
        assertThat(json(calls.get("leads?$select=subject&$filter=modifiedon gt " + watermark))
                        .get("value"))
                .isEmpty();
        List<JsonNode> shown = new ArrayList<>();
        follow(link, shown);
        assertThat(shown).extracting(each -> each.get("subject").textValue()).contains("slow2");
    }

    @Test
    void aLeadIsNotSeenBeforeItsTransactionCommits() {
        LateWrite late = dataverse.createLate(object("{`subject`:`slow`}"));

        assertThat(outcome(calls.get("leads(" + late.lead() + ")"))).isEqualTo("404 0x80040217");
        late.commit();
        assertThat(calls.get("leads(" + late.lead() + ")").status()).isEqualTo(200);
    }

    @Test
    void anOldLinkIsExpiredAfterSevenDaysOrOnDemand() {
        String link = follow(START, new ArrayList<>());
        clock.move(Duration.ofDays(7));
        assertThat(calls.get(link).status()).isEqualTo(200);
        clock.move(Duration.ofSeconds(1));
        assertThat(outcome(calls.get(link))).isEqualTo("400 0x80044352");

        String fresh = follow(START, new ArrayList<>());
        dataverse.expireDeltaLinks(500);
        assertThat(outcome(calls.get(fresh))).isEqualTo("500 0x80044352");
        lead("later");
        assertThat(calls.get(follow(START, new ArrayList<>())).status()).isEqualTo(200);
    }

    @Test
    void aDeltaLinkTakesNoFilterNorAnythingElse() {
        String link = follow(START, new ArrayList<>());

        for (String option : List.of("$filter=statecode eq 0", "$orderby=subject", "$top=5", "$expand=ownerid")) {
            assertThat(outcome(calls.get(link + "&" + option))).isEqualTo("400 0x80060888");
        }
        assertThat(outcome(calls.get(link.replace("%", "%25")))).isEqualTo("400 0x80060888");
    }

    @Test
    void anOrganisationMayNotTrackChangesOrNotShowThemAll() {
        dataverse.become(organisation.without(Policy.CHANGE_TRACKING));
        assertThat(outcome(calls.get(START, TRACK))).isEqualTo("400 0x80060888");

        dataverse.become(organisation.without(Policy.ORGANISATION_WIDE_READ));
        assertThat(outcome(calls.get(START, TRACK))).isEqualTo("403 0x80040220");
        assertThat(calls.get(START).status()).isEqualTo(200);
    }

    @Test
    void anEmptyDeltaIsCheapHoweverManyLeadsThereAre() {
        for (int i = 0; i < 12_000; i++) {
            lead("lead " + i);
        }
        String link = follow(START, new ArrayList<>(), "Prefer: odata.track-changes,odata.maxpagesize=5000");
        for (int i = 0; i < 2_000; i++) {
            calls.get(link);
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < 1_000; i++) {
            assertThat(calls.get(link).status()).isEqualTo(200);
        }
        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    private UUID lead(String subject) {
        return dataverse.create(object("{`subject`:`" + subject + "`}"));
    }

    private void rename(UUID lead, String subject) {
        dataverse.edit(lead, columns -> columns.put("subject", subject));
    }

    private String follow(String link, List<JsonNode> shown) {
        return follow(link, shown, TRACK);
    }

    /** Reads all pages and returns the delta link of the last. */
    private String follow(String link, List<JsonNode> shown, String prefer) {
        JsonNode page = json(calls.get(link, prefer));
        page.get("value").forEach(shown::add);
        return page.has("@odata.nextLink")
                ? follow(page.get("@odata.nextLink").textValue(), shown, prefer)
                : page.get("@odata.deltaLink").textValue();
    }

    private static final class MovableClock extends Clock {
        private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
