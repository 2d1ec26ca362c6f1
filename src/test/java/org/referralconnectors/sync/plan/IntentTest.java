package org.referralconnectors.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** After a crash between a write and its record: what a side holds is ours where it is what was intended. */
class IntentTest {

    private final Pair pair = new Pair().inStep();

    @Test
    void whatWasWrittenToTheLeadIsNoEditOfASeller() {
        pair.details().put("notes", "Some words.");
        String intent = pair.plan().leadIntent();
        pair.applyLeadWrite(pair.plan().leadWrite());
        pair.details().put("notes", "Other words.");
        assertThat(pair.plan("notes").action()).isEqualTo(Action.CONFLICT_TO_REFERRAL);

        assertThat(recovered(intent).plan("notes").action()).isEqualTo(Action.TO_LEAD);
    }

    @Test
    void whatWasWrittenToTheReferralIsNoEditOfAPartner() {
        pair.lead().put("description", "Some words.");
        String intent = pair.plan().referralIntent();
        pair.applyPatch(pair.plan().referralPatch(pair.plan().referralFields()));
        pair.lead().put("description", "Other words.");
        assertThat(pair.plan("notes").action()).isEqualTo(Action.CONFLICT_TO_REFERRAL);

        assertThat(recovered(intent).plan("notes").action()).isEqualTo(Action.TO_REFERRAL);
    }

    @Test
    void aWriteThatNeverArrivedIsStillToBeMade() {
        pair.details().put("notes", "Some words.");
        String intent = pair.plan().leadIntent();

        assertThat(recovered(intent).plan("notes").action()).isEqualTo(Action.TO_LEAD);
    }

    /** Services trim, so that a space more looks like a value of ours; unless nothing has arrived at all. */
    @Test
    void aWriteOfAMereSpaceThatNeverArrivedIsStillToBeMade() {
        pair.details().put("notes", "Words");
        pair.applyLeadWrite(pair.plan().leadWrite());
        pair.agreed(pair.plan().agreedWithoutWrites());
        pair.referral().put("eTag", "\"7\"");
        pair.lead().put("description", "Words ");
        String intent = pair.plan().referralIntent();

        assertThat(recovered(intent).plan("notes").action()).isEqualTo(Action.TO_REFERRAL);
    }

    @Test
    void anEditThatCameBetweenStaysAnEdit() {
        pair.details().put("notes", "Some words.");
        String intent = pair.plan().leadIntent();
        pair.lead().put("description", "A seller's words.").put("@odata.etag", "W/\"9\"");

        assertThat(recovered(intent).plan("notes").action()).isEqualTo(Action.CONFLICT_TO_REFERRAL);
    }

    /** Services trim; they add nothing. */
    @Test
    void anEditThatOnlyAddsASpaceToWhatWasIntendedStaysAnEdit() {
        pair.lead().put("description", "Some words.");
        String intent = pair.plan().referralIntent();
        pair.details().put("notes", "Some words. ");
        pair.referral().put("eTag", "\"9\"");

        recovered(intent);

        assertThat(pair.plan("notes").agreedReferral()).isNotEqualTo("Some words. ");
    }

    @Test
    void whatTheServiceTrimmedIsOurs() {
        pair.details().put("notes", "Some words. ");
        String intent = pair.plan().leadIntent();
        pair.lead().put("description", "Some words.").put("@odata.etag", "W/\"9\"");
        pair.details().put("notes", "Other words.");

        assertThat(recovered(intent).plan("notes").action()).isEqualTo(Action.TO_LEAD);
    }

    @Test
    void whatTheServiceMadeOfAValueIsOursToo() {
        pair.details().put("dealValue", 7).put("currency", "");
        String intent = pair.plan().leadIntent();
        pair.applyLeadWrite(pair.plan().leadWrite());
        assertThat(pair.plan("deal").lead()).isEqualTo("7 EUR");
        pair.details().put("dealValue", 8);

        assertThat(recovered(intent).plan("deal").action()).isEqualTo(Action.TO_LEAD);
        assertThat(pair.plan("deal").agreedReferral()).isEqualTo("7");
        assertThat(pair.plan("deal").agreedLead()).isEqualTo("7 EUR");
    }

    @Test
    void withoutTheLeadThatWasIntendedNothingIsRecovered() {
        pair.details().put("notes", "Some words.");
        String intent = pair.plan().leadIntent();
        Agreed before = pair.agreed();

        assertThat(pair.planner()
                        .recover(before, intent, pair.referral(), null, pair.organisation())
                        .toJson())
                .isEqualTo(before.toJson());
    }

    private Pair recovered(String intent) {
        return pair.agreed(
                pair.planner().recover(pair.agreed(), intent, pair.referral(), pair.lead(), pair.organisation()));
    }
}
