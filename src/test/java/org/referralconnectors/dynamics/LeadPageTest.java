package org.referralconnectors.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.referralconnectors.mapping.Stock;

class LeadPageTest {

    private static final String GOOD =
            "{'leadid': '2f5d7c1a-5b55-ef11-a316-000d3a5c8e10', 'modifiedon': '2026-02-03T09:15:00Z'}";
    private static final String UNDATED = "{'leadid': '3f5d7c1a-5b55-ef11-a316-000d3a5c8e10', 'modifiedon': null}";

    @Test
    void aLeadWithoutAReadableTimeIsLookedAtEachTimeAndHidesNoOther() {
        ModifiedLeads first = new ModifiedLeads("");
        assertThat(first.take(page(UNDATED + "," + GOOD)).rows()).hasSize(2);
        ModifiedLeads second = new ModifiedLeads(first.cursor());
        assertThat(second.getQuery()).contains("2026-02-03T09:05:00Z");
        assertThat(second.take(page(UNDATED)).rows()).hasSize(1);
    }

    @Test
    void whatHasNoIdIsNoLead() {
        assertThat(LeadPage.of(page("null, {}, {'leadid': null}, {'leadid': '1) or (1'}," + GOOD))
                        .rows())
                .hasSize(1);
    }

    @Test
    void aLinkIsSentAsItCame() {
        JsonNode page = Stock.json("{'value': [], '@odata.deltaLink': 'https://x/leads?$deltatoken=91%2108%2f?a b'}");
        assertThat(LeadPage.of(page).delta()).isEqualTo("$deltatoken=91%2108%2f?a b");
    }

    @Test
    void aLinkThatLeadsNowhereIsNoEndOfTheList() {
        JsonNode page = Stock.json("{'value': [], '@odata.nextLink': 'https://x/leads'}");
        assertThatThrownBy(() -> LeadPage.of(page)).hasMessageContaining("no query");
    }

    private static JsonNode page(String rows) {
        return Stock.json("{'value': [" + rows + "]}");
    }
}
