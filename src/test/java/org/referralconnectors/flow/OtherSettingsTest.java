package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A setting changes between two starts. Nobody edited anything, so nothing is written to either side. */
class OtherSettingsTest extends FlowTestSupport {

    private static final String LATE = "2026-09-15T23:30:00.1234567Z";

    @ParameterizedTest
    @ValueSource(strings = {"America/New_York", "Asia/Tokyo", "Pacific/Kiritimati"})
    void anotherTimeZoneMovesNoClosingDate(String zone) {
        start();
        String sellers = settled(referral -> {});
        enter(sellers, "2026-09-15");
        String partners = settled(referral -> referral.withObject("/details").put("closingDateTime", LATE));
        record();
        restart("sync.time-zone", zone);
        look(sellers, partners);
        assertThat(patched()).isEmpty();
        assertThat(day(sellers)).isEqualTo("2026-09-15");
        assertThat(day(partners)).isEqualTo("2026-09-15");
    }

    @ParameterizedTest
    @CsvSource({
        "America/New_York, 2026-09-20T04:00:00Z, 2026-09-19",
        "Asia/Tokyo, 2026-09-19T15:00:00Z, 2026-09-20",
        "Pacific/Kiritimati, 2026-09-19T10:00:00Z, 2026-09-20"
    })
    void anEditAfterItTravelsInTheNewZone(String zone, String start, String partnersDay) {
        start();
        String id = settled(referral -> {});
        enter(id, "2026-09-15");
        restart("sync.time-zone", zone);
        look(id);
        enter(id, "2026-09-20");
        assertThat(closing(id)).isEqualTo(start);
        world.partnerCenter()
                .edit(id, referral -> referral.withObject("/details").put("closingDateTime", "2026-09-20T00:00:00Z"));
        eventually().until(() -> day(id).equals(partnersDay) && idle());
        assertThat(closing(id)).isEqualTo("2026-09-20T00:00:00Z");
    }

    @Test
    void noOtherSettingWritesToAgreedPairs() {
        start();
        String id = settled(referral -> {});
        poll();
        record();
        restart(
                "partner-center.deal-value-as", "number",
                "dynamics.subject-template", "{id} - {name}",
                "sync.history-values", "plain",
                "partner-center.overwrite-external-reference", "true");
        look(id);
        restart("sync.write", "referral");
        look(id);
        assertThat(patched()).isEmpty();
    }

    private void enter(String id, String day) {
        world.dataverse().edit(uuid(id), lead -> lead.put("estimatedclosedate", day));
        poll();
        eventually().until(() -> !history(id).isEmpty() && idle());
    }

    /** Runs the pairs, whatever the start itself asked for. */
    private void look(String... ids) {
        for (String id : ids) {
            long before = reads();
            deliver("referral-updated", id);
            eventually().until(() -> reads() > before && idle());
        }
    }

    private long reads() {
        return calls().stream().filter("get-referral"::equals).count();
    }

    private List<String> patched() {
        return calls().stream()
                .filter(call -> call.startsWith("PATCH") || call.startsWith("patch"))
                .toList();
    }

    private String day(String id) {
        return lead(id).path("estimatedclosedate").asText();
    }

    private String closing(String id) {
        return referralNow(id).at("/details/closingDateTime").asText();
    }
}
