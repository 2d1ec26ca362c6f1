package org.referralconnectors.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** After a crash between a write and its record: what a side holds is ours where it is what was intended. */
class IntentTest {

    private final Pair pair = new Pair().inStep();

    @Test
    void whatWasWrittenToTheLeadIsNoEditOfASeller() {
        pair.details().put("notes", "Some words.");
        PairState intended = pair.intending(Side.RECORD);
        pair.applyLeadWrite(pair.plan().leadWrite());
        pair.details().put("notes", "Other words.");
        assertThat(pair.plan("notes").action()).isEqualTo(Action.CONFLICT_TO_REFERRAL);

        assertThat(pair.resume(intended).plan("notes").action()).isEqualTo(Action.TO_LEAD);
    }

    @Test
    void whatWasWrittenToTheReferralIsNoEditOfAPartner() {
        pair.lead().put("description", "Some words.");
        PairState intended = pair.intending(Side.REFERRAL);
        pair.applyPatch(pair.plan().referralPatch(pair.plan().referralFields()));
        pair.lead().put("description", "Other words.");
        assertThat(pair.plan("notes").action()).isEqualTo(Action.CONFLICT_TO_REFERRAL);

        assertThat(pair.resume(intended).plan("notes").action()).isEqualTo(Action.TO_REFERRAL);
    }

    @Test
    void aWriteThatNeverArrivedIsStillToBeMade() {
        pair.details().put("notes", "Some words.");
        PairState intended = pair.intending(Side.RECORD);

        assertThat(pair.resume(intended).plan("notes").action()).isEqualTo(Action.TO_LEAD);
    }

    /** Services trim, so that a space more looks like a value of ours; unless nothing has arrived at all. */
    @Test
    void aWriteOfAMereSpaceThatNeverArrivedIsStillToBeMade() {
        pair.details().put("notes", "Words");
        pair.applyLeadWrite(pair.plan().leadWrite());
        pair.record();
        pair.referral().put("eTag", "\"7\"");
        pair.lead().put("description", "Words ");
        PairState intended = pair.intending(Side.REFERRAL);

        assertThat(pair.resume(intended).plan("notes").action()).isEqualTo(Action.TO_REFERRAL);
    }

    @Test
    void anEditThatCameBetweenStaysAnEdit() {
        pair.details().put("notes", "Some words.");
        PairState intended = pair.intending(Side.RECORD);
        pair.lead().put("description", "A seller's words.").put("@odata.etag", "W/\"9\"");

        assertThat(pair.resume(intended).plan("notes").action()).isEqualTo(Action.CONFLICT_TO_REFERRAL);
    }

    /** Services trim; they add nothing. */
    @Test
    void anEditThatOnlyAddsASpaceToWhatWasIntendedStaysAnEdit() {
        pair.lead().put("description", "Some words.");
        PairState intended = pair.intending(Side.REFERRAL);
        pair.details().put("notes", "Some words. ");
        pair.referral().put("eTag", "\"9\"");

        pair.resume(intended);

        assertThat(pair.plan("notes").agreedReferral()).isNotEqualTo("Some words. ");
    }

    @Test
    void whatTheServiceTrimmedIsOurs() {
        pair.details().put("notes", "Some words. ");
        PairState intended = pair.intending(Side.RECORD);
        pair.lead().put("description", "Some words.").put("@odata.etag", "W/\"9\"");
        pair.details().put("notes", "Other words.");

        assertThat(pair.resume(intended).plan("notes").action()).isEqualTo(Action.TO_LEAD);
    }

    @Test
    void whatTheServiceMadeOfAValueIsOursToo() {
        pair.details().put("dealValue", 7).put("currency", "");
        PairState intended = pair.intending(Side.RECORD);
        pair.applyLeadWrite(pair.plan().leadWrite());
        assertThat(pair.plan("deal").lead()).isEqualTo("7 EUR");
        pair.details().put("dealValue", 8);

        assertThat(pair.resume(intended).plan("deal").action()).isEqualTo(Action.TO_LEAD);
        assertThat(pair.plan("deal").agreedReferral()).isEqualTo("7");
        assertThat(pair.plan("deal").agreedLead()).isEqualTo("7 EUR");
    }
}
