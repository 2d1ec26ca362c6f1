package org.referralconnectors.partnercenter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    void aLinkThatLeadsNowhereIsNoEndOfTheListAndItsPageCounts() {
        assertThat(list.take(linked("http://x"))).hasSize(1);
        assertThat(list.broken().orElseThrow()).contains("$skiptoken");
        assertThat(list.isMore()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://x/referrals?$skiptoken=a%2Bb=,    $skiptoken=a%2Bb=",
        "http://x/referrals?%24skiptoken=abc,     $skiptoken=abc",
        "http://x/referrals?$top=5&$SkipToken=Ab, $skiptoken=Ab",
        "referrals?$skip=200,                     $skip=200",
        "https://x/?%24SKIP=7&$count=true,        $skip=7",
        "http://x?$skip=7&$skiptoken=abc,         $skiptoken=abc",
        "$skiptoken=abc,                          $skiptoken=abc",
    })
    void whereTheNextPageBeginsIsReadHoweverItIsSpelt(String link, String option) {
        String first = list.getQuery();
        list.take(linked(link));
        assertThat(list.broken()).isEmpty();
        assertThat(list.getQuery()).isEqualTo(first + "&" + option);
    }

    @Test
    void aLinkToTheSamePageIsNoWayOn() {
        list.take(linked("http://x?$skip=200"));
        list.take(linked("http://x?$skip=200"));
        assertThat(list.broken()).isPresent();
    }

    @Test
    void aWalkThatWasLeftGoesOnBehindItsLastPageAndKeepsItsWatermark() {
        list.take(linked("http://x?$skip=200"));
        ReferralList left = ReferralList.at("2026-02-01T00:00:00Z", list.place());
        assertThat(left.getQuery()).isEqualTo(list.getQuery());
        assertThat(left.isFirst()).isFalse();
        left.take(page(GOOD.replace("2026-02-03", "2026-01-03")));
        assertThat(left.isMore()).isFalse();
        assertThat(left.watermark()).isEqualTo("2026-02-03T09:14:27Z");
    }

    private static JsonNode linked(String link) {
        return Stock.json("{'value': [" + GOOD + "], '@odata.nextLink': '" + link + "'}");
    }

    private static JsonNode page(String rows) {
        return Stock.json("{'value': [" + rows + "]}");
    }
}
