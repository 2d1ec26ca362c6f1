package org.referralconnectors.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What editors complete and check is what the application reads. */
class MappingSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode TEXT = schemaText();
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(TEXT);

    @Test
    void theShippedMapIsValid() {
        assertThat(errors(Stock.shippedYaml())).isEmpty();
        assertThat(Stock.shippedYaml()).startsWith("# yaml-language-server: $schema=docs/mapping.schema.json\n");
    }

    @Test
    void theFiveCommonChangesCanBePasted() throws IOException {
        List<String> blocks = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/mapping.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).hasSize(5);
        String yaml = Stock.shippedYaml();
        for (String block : blocks) {
            yaml = pasted(yaml, block);
        }
        assertThat(errors(yaml)).isEmpty();
        FieldMap map = FieldMap.read(yaml, "mapping.yaml");
        assertThat(map.fields()).extracting(Field::name).contains("campaign", "expires");
        assertThat(map.fields())
                .filteredOn(field -> field.name().equals("notes"))
                .extracting(Field::winner)
                .containsExactly(Winner.NEWEST);
        assertThat(map.countries()).containsExactlyInAnyOrder("DE", "AT", "CH");
        assertThat(map.owners()).containsOnlyKeys("DE", "otherwise");
        assertThat(Files.readString(Path.of("README.md"))).contains(blocks.get(0));
    }

    /** Rows take the place of the shipped row of the same name, or come beside the others; tables go to the end. */
    private static String pasted(String yaml, String block) {
        if (!block.startsWith("  - ")) {
            return yaml + block;
        }
        String changed = yaml;
        for (String row : block.lines().toList()) {
            String named = row.substring(0, row.indexOf(','));
            String list = named.contains("field:") ? "\nfields:\n" : "\nstatuses:\n";
            String there = "(?m)^" + Pattern.quote(named) + ",.*$";
            boolean replaces = !named.endsWith("New")
                    && Pattern.compile(there).matcher(changed).find();
            changed = replaces
                    ? changed.replaceFirst(there, Matcher.quoteReplacement(row))
                    : changed.replace(list, list + row + "\n");
        }
        return changed;
    }

    @Test
    void itKnowsTheKeysThatTheApplicationKnows() {
        assertThat(names("/$defs/row/properties")).isEqualTo(RowReader.ROW_KEYS);
        assertThat(names("/$defs/ownColumn/oneOf/1/properties")).isEqualTo(RowReader.COLUMN_KEYS);
        assertThat(values("/$defs/as/enum")).isEqualTo(words(Kind.values()));
        assertThat(values("/$defs/row/properties/direction/enum")).isEqualTo(words(Direction.values()));
        assertThat(values("/$defs/row/properties/winner/enum")).isEqualTo(words(Winner.values()));
        assertThat(values("/$defs/row/properties/clear/enum")).isEqualTo(words(Clear.values()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{field: a, referral: /name, lead: companyname, direction: sideways}",
                "{field: a, referral: /name, lead: companyname}",
                "{field: a, referral: /name, lead: CompanyName, direction: to-lead}",
                "{field: a, referral: /name, lead: companyname, direction: to-lead, winner: me}",
                "{field: a, referral: /name, lead: companyname, direction: to-lead, nonsense: 1}",
                "{field: a, value: 1, lead: leadsourcecode, as: option, direction: to-lead, when: {name: x}}",
            })
    void aRowThatTheApplicationRefusesIsNotValid(String row) {
        assertThat(errors("fields:\n  - " + row + "\n")).isNotEmpty();
    }

    private static Set<ValidationMessage> errors(String yaml) {
        Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return SCHEMA.validate(JSON.valueToTree(document));
    }

    private static Set<String> names(String pointer) {
        Set<String> names = new HashSet<>();
        TEXT.at(pointer).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> values(String pointer) {
        return Set.of(JSON.convertValue(TEXT.at(pointer), String[].class));
    }

    private static Set<String> words(Enum<?>[] names) {
        return Set.copyOf(Stream.of(names)
                .map(name -> name.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList());
    }

    private static JsonNode schemaText() {
        try {
            return JSON.readTree(Files.readString(Path.of("docs/mapping.schema.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
