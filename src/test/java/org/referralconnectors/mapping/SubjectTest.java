package org.referralconnectors.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.referralconnectors.mapping.Stock.REFERRAL_ID;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.values.Guid;

class SubjectTest {

    private final Subject subject = new Subject("{name} [{id}]");

    @Test
    void holdsNameAndId() {
        assertThat(subject.render("Northwind", REFERRAL_ID, 300)).isEqualTo("Northwind [" + REFERRAL_ID + "]");
    }

    @ParameterizedTest
    @ValueSource(ints = {36, 38, 39, 40, 41, 50, 300})
    void cutsTheNameAndNeverTheId(int length) {
        String rendered = subject.render("A very long name 😀😀 of a deal", REFERRAL_ID, length);

        assertThat(rendered).hasSizeLessThanOrEqualTo(length).contains(REFERRAL_ID);
        assertThat(Text.clean(rendered)).isEqualTo(rendered);
    }

    @ParameterizedTest
    @CsvSource({
        "{name} [{id}], 50, A very long [ID]",
        "{name} [{id}], 39, [ID]",
        "{name} [{id}], 38, ID",
        "{name} {id} {name}, 48, A ver ID A ver",
        "Deal {id}, 41, Deal ID"
    })
    void cutsTheNameToTheVeryRoomThatIsLeft(String template, int length, String rendered) {
        assertThat(new Subject(template).render("A very long name", REFERRAL_ID, length))
                .isEqualTo(rendered.replace("ID", REFERRAL_ID));
    }

    @Test
    void isOnlyTheIdWhereNothingElseFits() {
        assertThat(new Subject("Referral {id}").render("name", REFERRAL_ID, 40)).isEqualTo(REFERRAL_ID);
    }

    @Test
    void keepsNoBlankForANameThatIsMissing() {
        assertThat(subject.render("", REFERRAL_ID, 300)).isEqualTo("[" + REFERRAL_ID + "]");
    }

    @Test
    void takesATemplateWithoutAName() {
        assertThat(new Subject("Referral {id}").render("ignored", REFERRAL_ID, 300))
                .isEqualTo("Referral " + REFERRAL_ID);
    }

    @Test
    void refusesATemplateWithoutAnId() {
        assertThatThrownBy(() -> new Subject("{name}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{id}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6a1d0c1e-3a51-4b1c-9d0e-5f7f0c2b8a11",
                "CALL BACK! 6A1D0C1E-3A51-4B1C-9D0E-5F7F0C2B8A11 urgent",
                "{6a1d0c1e-3a51-4b1c-9d0e-5f7f0c2b8a11}",
                "שלום 6a1d0c1e-3a51-4b1c-9d0e-5f7f0c2b8a11 😀"
            })
    void isSearchedForTheIdWhereverASellerLeftIt(String edited) {
        assertThat(subject.referralId(edited)).contains(REFERRAL_ID);
        assertThat(subject.holds(edited, REFERRAL_ID.toUpperCase(Locale.ROOT))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "{name} [{id}], Renewal of OTHER [ID]",
        "{name} [{id}], Renewal of [OTHER] [ID]",
        "{name} [{id}], [ID] Renewal of OTHER",
        "{name} [{id}], Renewal of OTHER: ID",
        "{id} {name}, ID Renewal of OTHER",
        "[{id}] {name}, [ID] Renewal of [OTHER]",
        "[{id}] {name}, URGENT OTHER [ID] Renewal",
        "Deal {id}, Deal ID",
        "REF-{id}: {name} ({id}), REF-ID: OTHER (ID)",
        "{name} REF-{id}, OTHER REF-ID",
        "{name} REF-{id}, REF-OTHER REF-ID"
    })
    void doesNotTakeAnIdInTheNameForItsOwn(String template, String text) {
        String edited = text.replace("OTHER", "3f2504e0-4f89-11d3-9a0c-0305e82c3301")
                .replace("ID", REFERRAL_ID.toUpperCase(Locale.ROOT));

        assertThat(new Subject(template).referralId(edited)).contains(REFERRAL_ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "an ordinary lead",
                "6a1d0c1e-3a51-4b1c-9d0e-5f7f0c2b8a1",
                "6a1d0c1e-3a51-4b1c-9d0e-5f7f0c2b8a112",
                "06a1d0c1e-3a51-4b1c-9d0e-5f7f0c2b8a11",
                "REF-6a1d0c1e-3a51-4b1c-9d0e-5f7f0c2b8a112"
            })
    void holdsNoIdWhereItIsIncomplete(String edited) {
        assertThat(subject.referralId(edited)).isEmpty();
        assertThat(new Subject("REF-{id}").referralId(edited)).isEmpty();
        assertThat(subject.holds("an ordinary lead", REFERRAL_ID)).isFalse();
    }

    @Test
    void knowsAGuid() {
        assertThat(Guid.isOne(REFERRAL_ID)).isTrue();
        assertThat(Guid.isOne("x" + REFERRAL_ID)).isFalse();
        assertThat(Guid.isOne("")).isFalse();
    }
}
