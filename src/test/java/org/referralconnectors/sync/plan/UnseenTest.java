package org.referralconnectors.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.referralconnectors.mapping.Column;
import org.referralconnectors.mapping.Column.Access;
import org.referralconnectors.mapping.Organisation;
import org.referralconnectors.mapping.Stock;

/** What may not be seen, or does not come, is not empty: it is left alone in both directions. */
class UnseenTest {

    private static final Access NOTHING = new Access(false, false, false);

    private final Pair pair = new Pair();

    @Nested
    class UnderColumnSecurity {

        @ParameterizedTest
        @CsvSource({
            "description, notes",
            "estimatedamount, deal",
            "_transactioncurrencyid_value, deal",
            "estimatedclosedate, closing date",
            "companyname, company",
            "lastname, contact.lastname"
        })
        void aColumnThatMayNotBeReadIsNotEmptied(String column, String field) {
            pair.inStep();
            hide(column);

            assertThat(pair.isQuiet()).isTrue();
            assertThat(pair.plan(field).rule())
                    .startsWith("left alone: the application user may not read column ")
                    .endsWith("(column security)");
        }

        @Test
        void itIsNotWrittenOverEither() {
            pair.inStep().details().put("notes", "theirs");
            hide("description");

            assertThat(pair.plan().writesLead()).isFalse();
            assertThat(pair.record().agreed().toJson()).contains("\"hidden\":true");
        }

        @Test
        void atAFirstMeetingItIsLeftAlone() {
            pair.lead().put("description", "the seller's own");
            pair.details().put("notes", "theirs");
            hide("description");

            assertThat(pair.plan("notes").action()).isEqualTo(Action.NONE);
            assertThat(pair.record().agreed().toJson()).doesNotContain("\"notes\"");
        }

        @Test
        void aStandInNeverFillsIt() {
            pair.inStep().contact().put("lastName", "");
            hide("lastname");

            assertThat(pair.plan("contact.lastname").action()).isEqualTo(Action.NONE);
        }

        @Test
        void aValueThatComesAllTheSameIsSeen() {
            pair.inStep().lead().put("description", "shared with us");
            pair.at(with("description", NOTHING));

            assertThat(pair.plan("notes").action()).isEqualTo(Action.TO_REFERRAL);
        }

        @Test
        void aNewLeadIsFilledWhereItMayBe() {
            pair.withoutLead().at(with("description", new Access(false, true, false)));
            assertThat(pair.plan("notes").action()).isEqualTo(Action.TO_LEAD);

            pair.at(with("description", NOTHING));
            assertThat(pair.plan("notes").action()).isEqualTo(Action.NONE);
            assertThat(pair.plan("notes").rule()).contains("neither read nor fill column description");
        }

        @Test
        void whatWasWrittenUnseenIsNoEditOnceItIsSeen() {
            pair.withoutLead().at(with("description", new Access(false, true, false)));
            PairState intended = pair.intending(Side.RECORD);
            pair.applyLeadWrite(intended.plan().leadWrite());
            String written = pair.lead().path("description").asText();
            pair.lead().putNull("description");
            pair.resume(intended.answered(Side.RECORD, intended.plan().leadFields(), pair.lead()))
                    .record();
            pair.lead().put("description", written + "!");
            pair.at(Stock.organisation());

            assertThat(pair.plan("notes").action()).isEqualTo(Action.TO_REFERRAL);
            pair.lead().put("description", written);
            assertThat(pair.plan("notes").rule()).isEqualTo("unchanged");
        }

        @Test
        void aColumnThatMayBeReadOnlyParksItsField() {
            pair.inStep().details().put("notes", "theirs");
            pair.at(with("description", new Access(true, true, false)));

            assertThat(pair.plan("notes").park().code()).isEqualTo("column-secured");
            pair.withoutLead().at(with("description", new Access(true, false, true)));
            assertThat(pair.plan("notes").park().code()).isEqualTo("column-secured");
        }
    }

    @Nested
    class SeenAgain {

        @Test
        void whatTheSellerWroteMeanwhileTravels() {
            pair.inStep();
            hide("description");
            pair.record();
            show("description", "written meanwhile");

            assertThat(pair.plan("notes").action()).isEqualTo(Action.TO_REFERRAL);
            assertThat(pair.plan("notes").value()).isEqualTo("written meanwhile");
        }

        @Test
        void whatThePartnerWroteMeanwhileTravels() {
            pair.inStep();
            String before = pair.lead().path("description").asText();
            hide("description");
            pair.details().put("notes", "theirs");
            pair.record();
            show("description", before);

            assertThat(pair.plan("notes").action()).isEqualTo(Action.TO_LEAD);
        }

        @Test
        void emptyItIsAFirstMeetingAndWipesNothing() {
            pair.inStep();
            hide("description");
            pair.record();
            show("description", null);

            assertThat(pair.plan("notes").action()).isEqualTo(Action.TO_LEAD);
            assertThat(pair.plan("notes").rule()).contains("first meeting");
        }

        @Test
        void whatASellerHadMadeOfAOneWayRowStays() {
            pair.inStep().lead().put("companyname", "Mine");
            pair.record();
            hide("companyname");
            pair.record();
            show("companyname", "Mine");

            assertThat(pair.isQuiet()).isTrue();
        }
    }

    @Nested
    class InAPartialAnswer {

        @Test
        void aColumnThatTheAnswerLacksIsNotEmptied() {
            pair.inStep().lead().remove("description");

            assertThat(pair.isQuiet()).isTrue();
            assertThat(pair.plan("notes").rule())
                    .isEqualTo("left alone: the answer of Dynamics 365 lacks column description");
        }

        @Test
        void aStatusThatTheAnswerLacksMovesNothing() {
            pair.inStep().referral().put("status", "Active").put("substatus", "Accepted");
            pair.lead().remove("statuscode");

            assertThat(pair.plan("status").action()).isEqualTo(Action.NONE);
        }

        @Test
        void aLeadOfUnknownStateIsNotWritten() {
            pair.inStep().customer().put("name", "Northwind AG");
            pair.lead().remove("statecode");

            assertThat(pair.plan().writesLead()).isFalse();
            assertThat(pair.plan("company").rule()).contains("lacks the lead's state");
        }

        @Test
        void anAnswerToAWriteThatLacksTheColumnLeavesWhatWasWritten() {
            pair.inStep().details().put("notes", "theirs");
            PairState intended = pair.intending(Side.RECORD);
            pair.applyLeadWrite(intended.plan().leadWrite());
            ObjectNode whole = pair.lead().deepCopy();
            pair.lead().remove("description");
            pair.resume(intended.answered(Side.RECORD, intended.plan().leadFields(), pair.lead()));
            assertThat(pair.isQuiet()).isTrue();
            pair.lead().setAll(whole);

            assertThat(pair.isQuiet()).isTrue();
        }

        @Test
        void aReferralsLackIsStillItsEmptiness() {
            pair.inStep().details().remove("notes");

            assertThat(pair.plan("notes").action()).isEqualTo(Action.TO_LEAD);
        }
    }

    private void hide(String property) {
        pair.lead().putNull(property);
        pair.at(with(property.replaceFirst("^_(.*)_value$", "$1"), NOTHING));
    }

    private void show(String column, String value) {
        pair.lead().put(column, value);
        pair.at(Stock.organisation());
    }

    private static Organisation with(String column, Access access) {
        Map<String, Column> columns = new HashMap<>(Stock.organisation().columns());
        columns.computeIfPresent(column, (name, known) -> known.securedBy(access));
        return new Organisation("", columns, Stock.organisation().currencies());
    }
}
