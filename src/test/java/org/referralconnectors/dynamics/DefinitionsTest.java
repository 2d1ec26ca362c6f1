package org.referralconnectors.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.referralconnectors.mapping.Column;
import org.referralconnectors.mapping.Column.Access;
import org.referralconnectors.mapping.Currency;
import org.referralconnectors.mapping.Organisation;

/** What of Dataverse's definitions is understood, however they are answered. */
class DefinitionsTest {

    private static final String ID = "0d0d0d0d-0000-4000-8000-00000000000d";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"UserLocalizedLabel": {"Label": "Lost"}, "LocalizedLabels": [{"Label": "Verloren"}]}    | Lost
            {"UserLocalizedLabel": null, "LocalizedLabels": [{"Label": "Verloren"}]}                 | Verloren
            {"LocalizedLabels": [{"Label": "Verloren"}, {"Label": "Perdu"}]}                         | Verloren
            {"UserLocalizedLabel": {"Label": ""}, "LocalizedLabels": [{"Label": null}, {"Label": "Perdu"}]} | Perdu
            {"UserLocalizedLabel": {"Label": "  "}, "LocalizedLabels": [{"Label": " "}, {}]}         | 7
            {"UserLocalizedLabel": {"Label": " Lost "}}                                              | Lost
            {"UserLocalizedLabel": null, "LocalizedLabels": []}                                      | 7
            {"UserLocalizedLabel": null, "LocalizedLabels": null}                                    | 7
            {"UserLocalizedLabel": {"Label": {"an": "object"}}}                                      | 7
            {}                                                                                       | 7
            null                                                                                     | 7
            """)
    void aLabelIsTheUsersElseTheFirstElseTheNumber(String label, String expected) {
        JsonNode option = json("{\"Value\": 7, \"Label\": " + label + "}");

        assertThat(Definitions.label(option)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 4, false, false, true", "4, 4, 4, true, true, true", "4, 0, 0, true, false, false"})
    void whatAColumnSecurityProfileAllows(
            int read, int create, int update, boolean reads, boolean creates, boolean updates) {
        JsonNode rights = json("[{\"AttributeId\": \"" + ID.toUpperCase() + "\", \"CanRead\": " + read
                + ", \"CanCreate\": " + create + ", \"CanUpdate\": " + update + "}]");

        assertThat(column("true", rights).access()).isEqualTo(new Access(reads, creates, updates));
    }

    @Test
    void aSecuredColumnThatNoProfileNamesIsClosedAndAnUnsecuredOneIsOpen() {
        assertThat(column("true", json("[]")).access()).isEqualTo(new Access(false, false, false));
        assertThat(column("false", json("[]")).access()).isEqualTo(Access.FULL);
        assertThat(column("null", json("[]")).access()).isEqualTo(Access.FULL);
    }

    @Test
    void currenciesComeWithTheirState() {
        JsonNode currencies = json("[{\"transactioncurrencyid\": \"" + ID.toUpperCase()
                + "\", \"isocurrencycode\": \" eur\", \"currencyprecision\": 2, \"statecode\": 1},"
                + " {\"transactioncurrencyid\": \"" + ID + "\", \"isocurrencycode\": \"USD\"}]");

        Organisation organisation = new Definitions(Map.of(), json("[]")).organisation("", currencies);
        assertThat(organisation.currencies())
                .containsExactly(new Currency(ID, "EUR", 2, false), new Currency(ID, "USD", 0, true));
        assertThat(organisation.activeCodes()).containsExactly("USD");
    }

    private static Column column(String secured, JsonNode rights) {
        ObjectNode row = (ObjectNode) json("{\"LogicalName\": \"description\", \"AttributeType\": \"Memo\","
                + " \"MetadataId\": \"" + ID + "\", \"IsSecured\": " + secured + "}");
        return new Definitions(Map.of("description", row), rights)
                .organisation("", json("[]"))
                .columns()
                .get("description");
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
