package org.referralconnectors.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldMapReaderTest {

    @Test
    void theShippedMapIsTheDocumentedOne() {
        String table = Stock.shippedMap().fields().stream()
                .map(field -> "%s %s %s %s%s"
                        .formatted(
                                field.name(),
                                field.direction(),
                                field.winner(),
                                field.clear(),
                                field.onCreate() ? " on create" : ""))
                .collect(Collectors.joining("\n"));

        assertThat(table)
                .isEqualTo(
                        """
                        subject TO_LEAD REFERRAL KEEP on create
                        company TO_LEAD REFERRAL KEEP
                        contact.firstname TO_LEAD REFERRAL KEEP
                        contact.lastname TO_LEAD REFERRAL KEEP
                        contact.emailaddress1 TO_LEAD REFERRAL KEEP
                        contact.telephone1 TO_LEAD REFERRAL KEEP
                        contact.jobtitle TO_LEAD REFERRAL KEEP
                        address.address1_line1 TO_LEAD REFERRAL KEEP
                        address.address1_line2 TO_LEAD REFERRAL KEEP
                        address.address1_city TO_LEAD REFERRAL KEEP
                        address.address1_stateorprovince TO_LEAD REFERRAL KEEP
                        address.address1_postalcode TO_LEAD REFERRAL KEEP
                        address.address1_country TO_LEAD REFERRAL KEEP
                        size TO_LEAD REFERRAL KEEP
                        notes BOTH LEAD COPY
                        deal BOTH LEAD COPY
                        closing date BOTH LEAD COPY
                        status BOTH LEAD COPY
                        source TO_LEAD REFERRAL KEEP on create
                        rating TO_LEAD REFERRAL KEEP on create
                        lead id TO_REFERRAL LEAD KEEP""");
    }

    @Test
    void theShippedMapFitsAStockOrganisation() {
        assertThat(Stock.shippedMap().check(Stock.organisation())).isEmpty();
    }

    @Test
    void bracketsWithoutEndAreAProblemLikeAnyOther() {
        assertThat(catchThrowableOfType(
                        MappingException.class, () -> FieldMap.read("[".repeat(100_000), "mapping.yaml")))
                .hasMessageContaining("nested more than 20 deep");
    }

    @Test
    void aReadSelectsEveryColumnOfTheMapAndWhatIdentityNeeds() {
        assertThat(Stock.shippedMap().leadColumns())
                .contains("companyname", "telephone1", "_transactioncurrencyid_value")
                .contains("leadid", "subject", "statecode", "statuscode", "merged", "_masterid_value", "modifiedon")
                .doesNotContain("transactioncurrencyid");
    }

    @Test
    void everyColumnThatTheMapWritesIsNamedAsItIsWritten() {
        assertThat(Stock.shippedMap().writtenColumns())
                .contains("subject", "companyname", "statecode", "statuscode", "estimatedamount")
                .contains("transactioncurrencyid")
                .doesNotContain("_transactioncurrencyid_value", "leadid");
    }

    @Test
    void aWrongPathOfSeveralColumnsIsOneProblem() {
        assertThat(problems("fields: [{field: a, referral: name, lead: {x: one, y: two}, direction: to-lead}]"))
                .singleElement()
                .extracting(MappingProblem::problem)
                .isEqualTo("name is not a JSON pointer");
    }

    @Test
    void aFileThatIsNoYamlHasThatOneProblem() {
        assertThat(problems("fields: ["))
                .singleElement()
                .extracting(MappingProblem::key)
                .isEqualTo("YAML");
    }

    @Test
    void twentyBracketsAreReadAndSiblingsDoNotAddUp() {
        String siblings = "[" + "[], ".repeat(30) + "[]]";
        assertThat(problems("[".repeat(20) + "]".repeat(20)))
                .noneMatch(each -> each.key().equals("YAML"));
        assertThat(problems(siblings)).noneMatch(each -> each.key().equals("YAML"));
        assertThat(problems("[".repeat(21) + "]".repeat(21)))
                .anyMatch(each -> each.key().equals("YAML"));
    }

    @Test
    void aColumnOfYourOwnIsOneRow() {
        String row =
                "  - {field: campaign, referral: /campaignId, lead: new_campaign, direction: both, winner: lead}\n";
        FieldMap map = FieldMap.read(Stock.shippedYaml().replace("fields:\n", "fields:\n" + row), "mapping.yaml");

        assertThat(map.leadColumns()).contains("new_campaign");
        assertThat(map.field("campaign")).get().extracting(Field::direction).isEqualTo(Direction.BOTH);
    }

    @Test
    void theHashOfARowChangesWithItsMeaningOnly() {
        String row = "fields:\n  - {field: a, referral: /name, lead: companyname, direction: to-lead}\n";

        assertThat(hash("# said otherwise\n" + row.replace(", ", ",   "))).isEqualTo(hash(row));
        assertThat(hash(row.replace("to-lead", "to-lead, winner: referral, clear: keep")))
                .isEqualTo(hash(row));
        assertThat(hash(row.replace("to-lead", "to-lead, winner: lead"))).isNotEqualTo(hash(row));
        assertThat(hash(row.replace("/name", "/engagementId"))).isNotEqualTo(hash(row));
        assertThat(hash(row.replace("companyname", "jobtitle"))).isNotEqualTo(hash(row));
        String status = "fields:\n  - {field: status, referral: [/status, /substatus, /statusReason],"
                + " lead: [statecode, statuscode], as: status, direction: both}\n";
        assertThat(hash(status + "statuses: [{referral: Active, lead: 0/2}]")).isEqualTo(hash(status));
        assertThat(hash(status + "statuses: [{referral: Active, lead: 0/3}]")).isNotEqualTo(hash(status));
        assertThat(hash(row + "statuses: [{referral: Active, lead: 0/3}]")).isEqualTo(hash(row));
    }

    private static String hash(String yaml) {
        return FieldMap.read(yaml, "test").fields().get(0).rowHash();
    }

    @Test
    void countriesAndOwnersAreRead() {
        FieldMap map = FieldMap.read(
                """
                fields: []
                countries: [de, AT]
                owners:
                  de: team:00000000-0000-0000-0000-000000000001
                  otherwise: systemuser:00000000-0000-0000-0000-000000000002
                """,
                "test");

        assertThat(map.countries()).containsExactlyInAnyOrder("DE", "AT");
        assertThat(map.owner("DE")).contains("team:00000000-0000-0000-0000-000000000001");
        assertThat(map.owner("")).contains("systemuser:00000000-0000-0000-0000-000000000002");
        assertThat(FieldMap.read("fields: []", "test").owner("DE")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    referral: /name, lead: companyname, direction: to-lead                        | field     | missing
                    field: a, lead: companyname, direction: to-lead                               | referral  | missing
                    field: a, referral: /name, direction: to-lead                                 | lead      | names 0 columns
                    field: a, referral: /name, lead: companyname                                  | direction | missing
                    field: a, referral: /name, lead: companyname, direction: sideways             | direction | sideways is not possible
                    field: a, referral: /name, lead: companyname, direction: to-lead, winner: me  | winner    | me is not possible
                    field: a, referral: /name, lead: companyname, direction: to-lead, clear: no   | clear     | no is not possible
                    field: a, referral: /name, lead: companyname, direction: to-lead, as: magic   | as        | magic is not possible
                    field: a, referral: /name, lead: companyname, direction: to-lead, wins: lead  | wins      | nobody knows this key
                    field: a, referral: /name, referral: /id, lead: companyname, direction: to-lead | referral | stands here twice
                    field: a, referral: customerProfile.name, lead: companyname, direction: to-lead | referral | is not a JSON pointer
                    field: a, referral: '', lead: companyname, direction: to-lead                 | referral  | is empty
                    field: a, referral: {x: y}, lead: companyname, direction: to-lead             | referral  | is empty or not a value
                    field: a, referral: /name, lead: Company Name, direction: to-lead             | lead      | can't be mapped
                    field: a, referral: /name, lead: statecode, direction: to-lead                | lead      | can't be mapped
                    field: a, referral: /name, lead: [firstname, lastname], direction: to-lead    | lead      | names 2 columns
                    field: a, referral: /name, lead: companyname, direction: both                 | referral  | can't be written in a referral
                    field: a, referral: /name, lead: companyname, direction: to-referral          | referral  | can't be written in a referral
                    field: a, referral: /team, lead: companyname, direction: both                 | referral  | can't be written in a referral
                    field: a, referral: /externalReferenceId, lead: companyname, direction: both  | referral  | can't be written in a referral
                    field: a, referral: [/details/notes, /campaignId], lead: description, direction: both | referral | can't be written in a referral
                    field: a, referral: /details/notes, lead: description, direction: both, as: size | direction | goes to the lead only
                    field: a, referral: /details/notes, lead: description, direction: both, on-create: true | on-create | only a lead is created
                    field: a, referral: /name, lead: companyname, direction: to-lead, on-create: yes | on-create | yes is not possible
                    field: a, referral: /name, lead: x, direction: to-lead, as: option            | options   | missing
                    field: a, referral: /name, lead: x, direction: to-lead, as: option, options: [1] | options | is not a list of keys
                    field: a, referral: /name, lead: x, direction: to-lead, as: option, options: {A: one} | A | one is not a whole number
                    field: a, referral: /name, lead: x, direction: to-lead, as: option, options: {A: 1}, otherwise: x | otherwise | not a whole number
                    field: a, referral: /name, lead: x, direction: to-lead, options: {A: 1}       | options   | goes with as: option only
                    field: a, referral: /name, lead: x, direction: to-lead, otherwise: 1          | otherwise | goes with as: option only
                    field: a, referral: /name, lead: x, direction: to-lead, value: y              | value     | stands beside referral
                    field: a, value: y, lead: x, direction: both                                  | direction | a constant goes to the lead only
                    field: a, value: y, lead: x, direction: to-lead, as: size                     | value     | does not go with this conversion
                    field: a, value: y, lead: x, direction: to-lead, as: option                   | value     | y is not a whole number
                    field: a, referral: /details/notes, lead: x, direction: both, fallback: /name | fallback  | goes with text to the lead only
                    field: a, referral: /name, lead: x, direction: to-lead, fallback: name        | fallback  | is not a JSON pointer
                    field: a, referral: /name, lead: subject, direction: to-lead, as: subject     | referral  | does not name the values
                    field: a, referral: [/name, /id], lead: [a, b], direction: both, as: deal     | referral  | can't be written
                    field: a, referral: [/name, /id], lead: a, direction: both, as: deal          | lead      | names 1 columns
                    field: a, referral: /status, lead: [statecode, statuscode], direction: both, as: status | referral | does not fit
                    field: a, referral: [/status, /substatus, /statusReason], lead: [statecode, statuscode], direction: both, as: status | field | the status row has another name
                    field: a, referral: /externalReferenceId, lead: leadid, direction: both, as: lead-id | direction | goes to the referral only
                    field: a, referral: /campaignId, lead: leadid, direction: to-referral, as: lead-id | referral | does not fit
                    field: a, referral: /name, lead: x, direction: to-lead, fallback: ' '         | fallback  | is empty or not a single value
                    field: a, referral: /name, lead: x, direction: both, default: y               | default   | goes with text, number, yes-no or date
                    field: a, referral: /name, lead: x, direction: to-lead, as: size, default: 1  | default   | goes with text, number, yes-no or date
                    field: a, referral: /name, lead: x, direction: to-lead, as: option, options: {A: 1}, default: 1 | default | goes with text, number, yes-no or date
                    field: a, referral: [/name, /id], lead: subject, direction: to-lead, as: subject, when: {/name: x} | when | counts for every referral
                    field: a, referral: /name, lead: statecode, direction: to-lead                | lead      | statecode can't be mapped
                    field: status, referral: [/status, /substatus, /statusReason], lead: [statecode], direction: both, as: status | lead | does not fit
                    field: a, referral: /details/notes, lead: x, direction: both, as: size        | direction | this conversion goes to the lead only
                    """)
    void aWrongRowIsNamedByLineAndKey(String row, String key, String problem) {
        List<MappingProblem> problems = problems("# comment\nfields:\n  - {" + row + "}\n");

        assertThat(problems).anySatisfy(found -> {
            assertThat(found.source()).isEqualTo("test.yaml");
            assertThat(found.line()).isEqualTo(3);
            assertThat(found.key()).isEqualTo(key);
            assertThat(found.problem()).contains(problem);
            assertThat(found.remedy()).isNotBlank();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                                                   | 1 | fields
                    []                                                   | 1 | fields
                    fields:                                              | 1 | fields
                    fields: {a: b}                                       | 1 | fields
                    fields: [text]                                       | 1 | fields
                    fields: []\\nfeilds: []                              | 2 | feilds
                    fields: []\\nfields: []                              | 2 | fields
                    fields:\\n  - {field: a                              | 2 | YAML
                    fields: []\\ncountries: [DE, Atlantis]               | 2 | countries
                    fields: []\\nowners:\\n  DE: somebody                | 3 | DE
                    fields: []\\nowners:\\n  XX: team:00000000-0000-0000-0000-000000000001 | 3 | XX
                    fields: []\\nowners: me                              | 2 | owners
                    fields: []\\nstatuses: none                          | 2 | statuses
                    fields: []\\nstatuses:\\n  - {lead: 0/2}             | 3 | referral
                    fields: []\\nstatuses:\\n  - {referral: Active}      | 3 | lead
                    fields: []\\nstatuses:\\n  - {referral: Open, lead: 0/2} | 3 | referral
                    fields: []\\nstatuses:\\n  - {referral: Closed/Won, lead: 1/3} | 3 | referral
                    fields: []\\nstatuses:\\n  - {referral: Closed/Lost, lead: 0/2} | 3 | lead
                    fields: []\\nstatuses:\\n  - {referral: Active, lead: 2/4} | 3 | lead
                    fields: []\\nstatuses:\\n  - {referral: Active, lead: two} | 3 | lead
                    fields: []\\nstatuses:\\n  - {referral: Active, lead: 0/1} | 3 | statuses
                    fields: []\\nstatuses:\\n  - {referral: Active, lead: 0/2}\\n  - {referral: Active, lead: 0/3} | 4 | referral
                    """)
    void aWrongFileIsNamedByLineAndKey(String yaml, int line, String key) {
        assertThat(problems(yaml.replace("\\n", "\n"))).anySatisfy(found -> {
            assertThat(found.line()).isEqualTo(line);
            assertThat(found.key()).isEqualTo(key);
        });
    }

    @Test
    void allProblemsAreNamedAtOnceInTheOrderOfTheLines() {
        List<MappingProblem> problems = problems(
                """
                fields:
                  - field: a
                    referral: /name
                    lead: companyname
                    direction: both
                    winner: nobody
                  - {field: a, referral: /id, lead: companyname, direction: to-lead}
                  - field: contact
                    referral: /customerProfile/team/0
                    direction: to-lead
                    lead:
                      firstname: firstName
                      lastname: {referal: lastName}
                nonsense: 1
                """);

        assertThat(problems).extracting(MappingProblem::line).isSorted();
        assertThat(problems)
                .extracting(found -> found.line() + " " + found.key())
                .contains("3 referral", "6 winner", "7 field", "7 lead", "13 referal", "14 nonsense");
        assertThat(problems.get(0))
                .hasToString(
                        "test.yaml, line 3, referral: [/name] can't be written in a referral; write direction: to-lead");
    }

    @Test
    void noTwoRowsWriteTheSame() {
        assertThat(
                        problems(
                                """
                        fields:
                          - {field: a, referral: /details/notes, lead: description, direction: both}
                          - {field: b, referral: /details/notes, lead: new_notes, direction: both}
                        """))
                .singleElement()
                .satisfies(found ->
                        assertThat(found.problem()).isEqualTo("/details/notes is already written by another row"));
    }

    @Test
    void rowsAreComparedWithTheRealColumns() {
        FieldMap map = FieldMap.read(
                """
                fields:
                  - {field: gone, referral: /name, lead: new_gone, direction: to-lead}
                  - {field: typed, referral: /name, lead: numberofemployees, direction: to-lead}
                  - field: rated
                    referral: /qualification
                    lead: leadqualitycode
                    as: option
                    options: {Direct: 9, None: 1}
                    otherwise: 8
                    direction: to-lead
                  - field: status
                    referral: [/status, /substatus, /statusReason]
                    lead: [statecode, statuscode]
                    as: status
                    direction: both
                statuses:
                  - {referral: Closed/Lost, lead: 2/99}
                """,
                "test.yaml");

        assertThat(map.check(Stock.organisation()))
                .extracting(found -> found.line() + " " + found.problem())
                .containsExactly(
                        "2 the lead has no column new_gone in this organisation",
                        "3 column numberofemployees is of type Integer, not Memo or String",
                        "4 column leadqualitycode has no option 9 in this organisation",
                        "4 column leadqualitycode has no option 8 in this organisation",
                        "11 the lead has no status reason 2/99 in this organisation");
    }

    @Test
    void subjectAndDealAreComparedWithTheRealColumnsToo() {
        Organisation bare = new Organisation("0c0ffee0-0000-0000-0000-000000000002", Map.of(), List.of());

        assertThat(Stock.shippedMap().check(bare))
                .extracting(MappingProblem::problem)
                .contains(
                        "the lead has no column subject in this organisation",
                        "the lead has no column estimatedamount in this organisation",
                        "the lead has no column transactioncurrencyid in this organisation",
                        "the lead has no column statecode in this organisation");
    }

    private static List<MappingProblem> problems(String yaml) {
        MappingException refused = catchThrowableOfType(MappingException.class, () -> FieldMap.read(yaml, "test.yaml"));
        assertThat(refused).as(yaml).isNotNull();
        return refused.problems();
    }
}
