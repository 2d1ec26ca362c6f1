package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.store.Database;
import org.referralconnectors.store.Pairs;
import org.referralconnectors.store.StoreSettings;

/** The store of the first release, which this one opens: its tables become this release's, and nothing is written. */
class UpgradeTest extends FlowTestSupport {

    private static final String DAY = "2026-09-15";

    /** What the second release's migration made, taken back. */
    private static final List<String> FIRST_SCHEMA = List.of(
            "DROP TABLE walks",
            "DROP TABLE shown",
            "DROP INDEX requests_next",
            "DROP INDEX requests_parked",
            "DROP INDEX engagements_referral",
            "DROP INDEX pairs_out_of_scope",
            "DROP INDEX pairs_engagement",
            "ALTER TABLE pauses DROP COLUMN outage",
            "ALTER TABLE pairs DROP COLUMN referral_changed_at",
            "ALTER TABLE pairs DROP COLUMN lead_changed_at",
            "DELETE FROM flyway_schema_history WHERE version = '2'");

    /** As the first release writes a pair. */
    private static final String FIRST_RELEASES_PAIR =
            """
            INSERT INTO pairs (referral_id, engagement_id, lead_id, known_lead_ids, state, reason,
                referral_etag, lead_etag, own_referral_etag, own_lead_etag,
                agreed, parked_fields, intent, fights, updated_at)
            VALUES ('%s', null, null, '', 'in-step', null, null, null, null, null, '{}', 0, null, null, 0)
            ON CONFLICT (referral_id) DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at
            """;

    /** The first release remembered of a moment its day in the zone of then. */
    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/New_York", "Asia/Tokyo", "Pacific/Kiritimati"})
    void pairsThatWereInStepStayAsTheyAre(String zone) {
        start();
        String id = settled(referral -> {});
        world.dataverse().edit(uuid(id), lead -> lead.put("estimatedclosedate", DAY));
        poll();
        eventually().until(() -> closing(id).startsWith(DAY) && idle());
        application.close();
        asTheFirstReleaseLeftIt(id);
        record();
        start("sync.time-zone", zone);
        deliver("referral-updated", id);
        poll();
        eventually().until(() -> calls().contains("get-referral") && idle());
        assertThat(calls()).noneMatch(call -> call.toLowerCase(Locale.ROOT).startsWith("patch"));
        assertThat(lead(id).path("estimatedclosedate").asText()).isEqualTo(DAY);
        assertThat(new Pairs(store()).find(id).orElseThrow().state()).isEqualTo("in-step");
        store().executeNow("", handle -> List.of("old-1", id)
                .forEach(each -> handle.execute(FIRST_RELEASES_PAIR.formatted(each))));
    }

    private void asTheFirstReleaseLeftIt(String id) {
        ObjectNode agreed =
                (ObjectNode) json(new Pairs(store()).find(id).orElseThrow().agreed());
        ObjectNode day = (ObjectNode) agreed.path("closing date");
        assertThat(day.path("lead").asText()).isEqualTo(DAY);
        day.put("referral", DAY);
        try (Database beside =
                Database.open(new StoreSettings("jdbc:sqlite:" + folder.resolve("store.db"), "", "", ""))) {
            beside.executeNow("", (Handle handle) -> {
                FIRST_SCHEMA.forEach(handle::execute);
                handle.execute("UPDATE pairs SET agreed = ? WHERE referral_id = ?", agreed.toString(), id);
            });
        }
    }

    private String closing(String id) {
        return referralNow(id).at("/details/closingDateTime").asText();
    }
}
