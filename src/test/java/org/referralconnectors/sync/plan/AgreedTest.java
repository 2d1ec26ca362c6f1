package org.referralconnectors.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.referralconnectors.mapping.Refusal;

class AgreedTest {

    private static final Refusal REFUSAL = new Refusal("400", "refused", "correct it");

    private final Pair pair = new Pair();

    @ParameterizedTest
    @NullAndEmptySource
    void isNothingAtFirst(String text) {
        assertThat(Agreed.parse(text)).isEqualTo(Agreed.none());
        assertThat(Agreed.none().toJson()).isEqualTo("{}");
    }

    @Test
    void comesBackFromTheStoreAsItWas() {
        pair.details().put("notes", "\"quoted\" 😀 \u202eשלום\n");
        Agreed agreed = pair.inStep().agreed().park(pair.plan("deal"), REFUSAL).park(pair.plan("notes"), REFUSAL);
        agreed = agreed.resolve("notes", "lead");

        assertThat(Agreed.parse(agreed.toJson())).isEqualTo(agreed);
        assertThat(Agreed.parse(agreed.toJson()).parked())
                .extracting(FieldPark::field, FieldPark::code, FieldPark::reason, FieldPark::remedy)
                .containsExactlyInAnyOrder(
                        tuple("notes", "400", "refused", "correct it"), tuple("deal", "400", "refused", "correct it"));
    }

    @Test
    void isNotReadFromAnythingElse() {
        assertThatThrownBy(() -> Agreed.parse("{")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void takesOneSideOrTheOther() {
        assertThatThrownBy(() -> Agreed.none().resolve("notes", "both")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void doesNotChangeWhereTheFieldIsNotKnown() {
        assertThat(Agreed.none().release("x").resolve("x", "lead")).isEqualTo(Agreed.none());
    }

    @Test
    void forgetsFieldsThatNoRowNamesAnyMore() {
        pair.inStep().agreed(pair.agreed().park(pair.plan("notes"), REFUSAL));
        pair.mapped("fields: []").record();

        assertThat(pair.agreed()).isEqualTo(Agreed.none());
    }

    @Test
    void keepsWhatTheAnswerHoldsAndNotWhatWasSent() {
        pair.inStep().details().put("notes", "  theirs  ");
        PairState intended = pair.intending(Side.RECORD);
        pair.lead().put("description", "theirs");
        pair.resume(intended.answered(Side.RECORD, Set.of("notes"), pair.lead()));

        assertThat(pair.plan("notes").agreedReferral()).isEqualTo("  theirs  ");
        assertThat(pair.plan("notes").agreedLead()).isEqualTo("theirs");
        assertThat(pair.isQuiet()).isTrue();
    }

    @Test
    void countsAnOwnWriteAsOursAfterACrash() {
        pair.inStep().details().put("notes", "theirs");
        PairState intended = pair.intending(Side.RECORD);
        pair.applyLeadWrite(pair.plan().leadWrite());
        pair.details().put("notes", "theirs again");
        pair.resume(intended).record();

        assertThat(pair.plan("notes").action()).isEqualTo(Action.TO_LEAD);
    }

    @Test
    void keepsWhatWasAgreedWhereTheWriteNeverArrived() {
        pair.inStep().details().put("notes", "theirs");
        Agreed before = pair.agreed();
        pair.resume(pair.intending(Side.RECORD)).record();

        assertThat(pair.agreed()).isEqualTo(before);
    }

    @Test
    void countsAnOwnWriteToTheReferralLikewise() {
        pair.inStep().lead().put("description", "ours").put("estimatedamount", 7);
        pair.referral().put("externalReferenceId", "");
        Plan plan = pair.plan();
        PairState intended = pair.intending(Side.REFERRAL);
        pair.applyPatch(plan.referralPatch(plan.referralFields()));
        pair.lead().put("description", "ours again");
        pair.resume(intended).record();

        assertThat(pair.plan().referralFields()).containsExactly("notes");
        assertThat(pair.plan("notes").action()).isEqualTo(Action.TO_REFERRAL);
    }

    @Test
    void findsNothingToRecoverWhereTheLeadWasNeverMade() {
        PairState intended = pair.withoutLead().intending(Side.RECORD);
        pair.resume(intended).record();

        assertThat(pair.agreed()).isEqualTo(Agreed.none());
    }

    @Test
    void knowsAfterACrashWhatANewLeadHolds() {
        pair.withoutLead();
        PairState intended = pair.intending(Side.RECORD);
        pair.applyLeadWrite(pair.plan().leadWrite());
        pair.customer().put("name", "Northwind AG");
        pair.resume(intended).record();

        assertThat(pair.plan("company").action()).isEqualTo(Action.TO_LEAD);
        assertThat(pair.plan("company").agreedReferral()).isEqualTo("Northwind Traders GmbH");
    }
}
