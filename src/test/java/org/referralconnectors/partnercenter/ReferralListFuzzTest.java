package org.referralconnectors.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** One referral that can't be read must not keep the sweep from all others. */
class ReferralListFuzzTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @FuzzTest
    void anyPageIsWalked(byte[] answer) {
        JsonNode page;
        try {
            page = JSON.readTree(answer);
        } catch (IOException notJson) {
            return;
        }
        ReferralList list = new ReferralList("2026-02-03T09:14:30Z");

        assertThat(list.take(page)).allSatisfy(row -> assertThat(row.id()).hasSize(36));
        if (list.isMore()) {
            assertThat(ReferralList.at("", list.place()).getQuery()).isEqualTo(list.getQuery());
        }
        assertThat(new ReferralList(list.watermark()).isMore()).isTrue();
    }
}
