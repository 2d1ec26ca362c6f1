package org.referralconnectors.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.referralconnectors.mapping.Refusal;
import org.referralconnectors.mapping.Stock;

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
    void takesOverTheFieldsThatWereWrittenAndNoOthers() {
        Agreed before = pair.inStep().agreed();
        pair.details().put("notes", "theirs");
        pair.customer().put("name", "Northwind AG");
        Plan plan = pair.plan();
        pair.applyLeadWrite(plan.leadWrite());
        pair.agreed(before.with(Set.of("notes"), plan.agreedAfterLeadWrite(pair.lead())));

        assertThat(pair.plan("notes").agreedLead()).isEqualTo("theirs");
        assertThat(pair.plan("company").agreedLead()).isEqualTo("Northwind Traders GmbH");
        assertThat(pair.agreed()).isNotEqualTo(before).isNotEqualTo(Agreed.none());
    }

    @Test
    void keepsWhatTheAnswerHoldsAndNotWhatWasSent() {
        pair.inStep().details().put("notes", "  theirs  ");
        Plan plan = pair.plan();
        pair.lead().put("description", "theirs");
        pair.agreed(plan.agreedAfterLeadWrite(pair.lead()));

        assertThat(pair.plan("notes").agreedReferral()).isEqualTo("  theirs  ");
        assertThat(pair.plan("notes").agreedLead()).isEqualTo("theirs");
        assertThat(pair.isQuiet()).isTrue();
    }

    @Test
    void countsAnOwnWriteAsOursAfterACrash() {
        pair.inStep().details().put("notes", "theirs");
        String intent = pair.plan().leadIntent();
        pair.applyLeadWrite(pair.plan().leadWrite());
        pair.details().put("notes", "theirs again");
        recover(intent);

        assertThat(pair.plan("notes").action()).isEqualTo(Action.TO_LEAD);
    }

    @Test
    void keepsWhatWasAgreedWhereTheWriteNeverArrived() {
        pair.inStep().details().put("notes", "theirs");
        Agreed before = pair.agreed();
        recover(pair.plan().leadIntent());

        assertThat(pair.agreed()).isEqualTo(before);
    }

    @Test
    void countsAnOwnWriteToTheReferralLikewise() {
        pair.inStep().lead().put("description", "ours").put("estimatedamount", 7);
        pair.referral().put("externalReferenceId", "");
        Plan plan = pair.plan();
        String intent = plan.referralIntent();
        pair.applyPatch(plan.referralPatch(plan.referralFields()));
        pair.lead().put("description", "ours again");
        recover(intent);

        assertThat(pair.plan().referralFields()).containsExactly("notes");
        assertThat(pair.plan("notes").action()).isEqualTo(Action.TO_REFERRAL);
    }

    @Test
    void findsNothingToRecoverWhereTheLeadWasNeverMade() {
        String intent = pair.withoutLead().plan().leadIntent();
        recover(intent);

        assertThat(pair.agreed()).isEqualTo(Agreed.none());
    }

    @Test
    void knowsAfterACrashWhatANewLeadHolds() {
        pair.withoutLead();
        String intent = pair.plan().leadIntent();
        pair.applyLeadWrite(pair.plan().leadWrite());
        pair.customer().put("name", "Northwind AG");
        recover(intent);

        assertThat(pair.plan("company").action()).isEqualTo(Action.TO_LEAD);
        assertThat(pair.plan("company").agreedReferral()).isEqualTo("Northwind Traders GmbH");
    }

    private void recover(String intent) {
        pair.agreed(pair.planner().recover(pair.agreed(), intent, pair.referral(), pair.lead(), Stock.organisation()));
    }
}
