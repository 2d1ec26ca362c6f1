package org.referralconnectors.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.referralconnectors.mapping.Stock;

class ReferralListTest {

    private static final String GOOD =
            "{'id': '6a1d0c1e-3a51-4b1c-9d0e-5f7f0c2b8a11', 'updatedDateTime': '2026-02-03T09:14:27Z'}";
    private static final String UNDATED = "{'id': '7b2e0c1e-3a51-4b1c-9d0e-5f7f0c2b8a11', 'updatedDateTime': 'soon'}";

    private final ReferralList list = new ReferralList("2026-02-01T00:00:00Z");

    @Test
    void aReferralWithoutAReadableTimeIsLookedAtAndHidesNoOther() {
        assertThat(list.take(page(UNDATED + "," + GOOD))).hasSize(2);
        assertThat(list.watermark()).isEqualTo("2026-02-03T09:14:27Z");
    }

    @Test
    void whatHasNoIdIsNoReferral() {
        assertThat(list.take(page("null, {}, {'id': null}, {'id': '../x'}," + GOOD)))
                .hasSize(1);
    }

    @Test
    void aPageWithoutAnyTimeMovesNoWatermark() {
        list.take(page(UNDATED));
        assertThat(list.watermark()).isEqualTo("2026-02-01T00:00:00Z");
    }

    @Test
    void aLinkThatLeadsNowhereIsNoEndOfTheList() {
        JsonNode page = Stock.json("{'value': [" + GOOD + "], '@odata.nextLink': 'http://x'}");
        assertThatThrownBy(() -> list.take(page)).hasMessageContaining("$skiptoken");
    }

    private static JsonNode page(String rows) {
        return Stock.json("{'value': [" + rows + "]}");
    }
}
