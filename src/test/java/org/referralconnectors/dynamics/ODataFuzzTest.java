package org.referralconnectors.dynamics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** One lead that can't be read must not keep the poll from all others, and no error body is too odd for its code. */
class ODataFuzzTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @FuzzTest
    void anyBodyHasACodeIfOnlyAnEmptyOne(byte[] body) {
        String text = new String(body, UTF_8);

        assertThat(ODataError.code(text)).isNotNull();
        assertThat(ODataError.message(text)).isNotNull();
    }

    @FuzzTest
    void anyPageIsTaken(byte[] answer) {
        JsonNode page;
        try {
            page = JSON.readTree(answer);
        } catch (IOException notJson) {
            return;
        }
        ModifiedRows polled = new ModifiedRows(PolledTable.LEADS, "", null);
        assertThat(new TrackedChanges(PolledTable.LEADS, "", null).take(page).rows())
                .allSatisfy(row -> assertThat(row.id()).hasSize(36));
        polled.take(page).rows().forEach(polled::remember);
        assertThat(new ModifiedRows(PolledTable.LEADS, polled.cursor(), null).getQuery())
                .startsWith("$select=");
    }
}
