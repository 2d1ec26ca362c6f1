package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.referralconnectors.store.Backlog;
import org.referralconnectors.store.Requests;

/** Other programs that rewrite what we write. */
class FightsTest extends FailureSupport {

    @Test
    void whatAPlugInMakesOfOurValueIsNotWrittenBack() {
        world.dataverse()
                .plugIn(lead ->
                        lead.put("jobtitle", lead.path("companyname").asText().toUpperCase(java.util.Locale.ROOT)));
        String id = settled(referral -> {});
        poll();
        eventually().until(this::idle);
        assertThat(lead(id).path("jobtitle").asText()).isEqualTo("NORTHWIND TRADERS GMBH");
        assertThat(ownLeadWrites(uuid(id))).hasSize(1);
        assertThat(patchCount(id)).isEqualTo(1);
    }

    @Test
    void aRecordThatSomethingElseRewritesIsParkedUntilAReplay() {
        String id = settled(referral -> {});
        robotsAnswerEachOther(id, 1);
        assertThat(pair(id).fights()).contains("\"fights\":[");
        remember(id, 18);
        robotsAnswerEachOther(id, 2);
        assertThat(findParked(id)).isNull();
        world.partnerCenter()
                .edit(id, referral -> referral.withObject("/details").put("notes", "The last word"));
        Backlog.ParkedPair parked = parked(id);
        assertThat(parked.park().step()).isEqualTo("plan");
        assertThat(parked.park().code()).isEqualTo("rewritten");
        assertThat(parked.park().reason())
                .contains("something else rewrites this record")
                .contains("notes");
        onlyAReplayReleasesIt(id);
    }

    /** Both sides are changed right after our own write to them, and so are written again and again. */
    private void robotsAnswerEachOther(String id, int round) {
        String fromReferral = "referral " + round;
        world.partnerCenter()
                .edit(id, referral -> referral.withObject("/details").put("notes", fromReferral));
        eventually().until(() -> lead(id).path("description").asText().equals(fromReferral) && idle());
        String fromLead = "lead " + round;
        world.dataverse().edit(uuid(id), lead -> lead.put("description", fromLead));
        poll();
        eventually().until(() -> referralNow(id).at("/details/notes").asText().equals(fromLead) && idle());
    }

    /** As if it had gone on like this for a while. */
    private void remember(String id, int fights) {
        String now = Long.toString(Instant.now().toEpochMilli());
        String times = IntStream.range(0, fights).mapToObj(n -> now).collect(Collectors.joining(","));
        String memory = pair(id).fights().replaceFirst("\"fights\":\\[[^]]*]", "\"fights\":[" + times + "]");
        store().executeNow(
                        id, handle -> handle.execute("UPDATE pairs SET fights = ? WHERE referral_id = ?", memory, id));
    }

    private void onlyAReplayReleasesIt(String id) {
        world.partnerCenter()
                .edit(id, referral -> referral.withObject("/customerProfile").put("name", "Northwind GmbH"));
        eventually().until(() -> world.partner().notifications().pending() == 0);
        assertThat(state(id)).isEqualTo("parked");
        assertThat(lead(id).path("companyname").asText()).isEqualTo("Northwind Traders GmbH");
        store().executeNow(id, handle -> new Requests(store()).replay(handle, id));
        eventually().until(() -> lead(id).path("companyname").asText().equals("Northwind GmbH") && idle());
        assertThat(lead(id).path("description").asText()).isEqualTo("The last word");
        assertThat(findParked(id)).isNull();
    }
}
