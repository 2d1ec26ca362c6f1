package org.referralconnectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.sync.HistoryValues.Form;

class HistoryValuesTest {

    private static final byte[] KEY = {1, 2, 3};

    private final HistoryValues hashed = new HistoryValues(Form.HASHED, KEY);
    private final HistoryValues plain = new HistoryValues(Form.PLAIN, KEY);

    @Test
    void aHashTellsSameFromOtherAndNothingElse() {
        assertThat(hashed.show("notes", "Call me")).get().asString().matches("#[0-9a-f]{16}");
        assertThat(hashed.show("notes", "Call me")).isEqualTo(hashed.show("notes", "Call me"));
        assertThat(hashed.show("notes", "Call me")).isNotEqualTo(hashed.show("notes", "Call us"));
        assertThat(new HistoryValues(Form.HASHED, new byte[] {9}).show("notes", "Call me"))
                .isNotEqualTo(hashed.show("notes", "Call me"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "company",
                "contact.firstname",
                "contact.lastname",
                "contact.emailaddress1",
                "contact.telephone1",
                "address.address1_line1",
                "notes",
                "subject",
                "a column of the customer's own"
            })
    void whatMayBeAboutAPersonIsNeverPlain(String field) {
        assertThat(plain.show(field, "Erika Muster")).get().asString().startsWith("#");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "deal", "closing date", "size", "source", "rating", "lead id"})
    void whatIsAboutTheDealIsPlainWhereTheSettingSaysSo(String field) {
        assertThat(plain.show(field, "4")).contains("4");
        assertThat(hashed.show(field, "4")).get().asString().startsWith("#");
    }

    @Test
    void noneShowsNothing() {
        assertThat(new HistoryValues(Form.NONE, KEY).show("deal", "4")).isEmpty();
        assertThat(plain.show("deal", "")).isEmpty();
        assertThat(plain.show("deal", null)).isEmpty();
    }
}
