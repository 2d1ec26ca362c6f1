package org.referralconnectors.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.mapping.Refusal;
import org.referralconnectors.mapping.Stock;
import org.referralconnectors.mapping.Subject;

class LeadIdMergeTest {

    private static final String FORMER = "11111111-2222-3333-4444-555555555555";
    private static final String FOREIGN = "99999999-2222-3333-4444-555555555555";

    private final Pair pair = new Pair();

    @ParameterizedTest
    @CsvSource({
        "'', TO_REFERRAL",
        "11111111-2222-3333-4444-555555555555, TO_REFERRAL",
        "2F5D7C1A-5B55-EF11-A316-000D3A5C8E10, NONE",
        "99999999-2222-3333-4444-555555555555, SETTLE",
        "CRM-4711, SETTLE"
    })
    void onlyWhatIsOursIsWritten(String reference, Action expected) {
        pair.knowing(FORMER);
        pair.referral().put("externalReferenceId", reference);

        assertThat(pair.plan("lead id").action()).isEqualTo(expected);
        pair.writeReferral().record();
        assertThat(pair.plan("lead id").action()).isEqualTo(Action.NONE);
    }

    @Test
    void whatSomebodyEmptiedIsNamedAgain() {
        pair.inStep().referral().put("externalReferenceId", "");

        assertThat(pair.plan("lead id").action()).isEqualTo(Action.TO_REFERRAL);
    }

    @Test
    void whatSomebodyReplacedIsLeftAlone() {
        pair.inStep().referral().put("externalReferenceId", FOREIGN);

        assertThat(pair.plan("lead id").action()).isEqualTo(Action.SETTLE);
        assertThat(pair.record().isQuiet()).isTrue();
    }

    @Test
    void anotherPolicyTakesWhatWasLeftAlone() {
        pair.inStep().referral().put("externalReferenceId", FOREIGN);
        pair.record().under(new Policies(ZoneId.of("UTC"), true, true, true, true, new Subject("{id}")));

        assertThat(pair.plan().referralFields()).containsExactly("lead id");
        assertThat(pair.writeReferral().isQuiet()).isTrue();
    }

    /** Or an upgrade would look at every pair afresh. */
    @Test
    void whereForeignValuesAreLeftAloneTheRowsOwnHashCounts() {
        pair.inStep();

        assertThat(pair.plan("lead id").rowHash())
                .isEqualTo(Stock.shippedMap().field("lead id").orElseThrow().rowHash());
    }

    @Test
    void whatTheServiceRefusedWaitsUntilAnotherLeadIsTheOne() {
        pair.agreed(pair.agreed().park(pair.plan("lead id"), new Refusal("400", "refused", "correct it")));
        assertThat(pair.plan("lead id").rule()).isEqualTo("parked: refused");

        pair.lead().put("leadid", FORMER);
        assertThat(pair.plan("lead id").action()).isEqualTo(Action.TO_REFERRAL);
    }

    @Test
    void theMasterOfAMergedLeadIsNamed() {
        pair.inStep().lead().put("leadid", FOREIGN);

        assertThat(pair.plan("lead id").value()).isEqualTo(FOREIGN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", FORMER})
    void aClosedReferralIsLeftAlone(String reference) {
        pair.referral().put("status", "Closed").put("substatus", "Lost").put("externalReferenceId", reference);

        assertThat(pair.plan("lead id").action()).isEqualTo(Action.SETTLE);
    }

    @Test
    void itIsTheFirstThingWrittenWhereTheReferralIsClosedInTheSameRun() {
        pair.inStep().referral().putNull("externalReferenceId");
        pair.lead().put("statecode", 2).put("statuscode", 4);

        assertThat(pair.plan().referralPatch(pair.plan().referralFields()).findValuesAsText("path"))
                .containsExactly("/externalReferenceId", "/statusReason", "/status", "/substatus");
    }
}
