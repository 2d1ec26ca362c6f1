package org.referralconnectors.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which value of a referral belongs to which column of a lead: {@code mapping.yaml}, compiled. Immutable. */
public final class FieldMap {

    private static final JsonPointer COUNTRY = JsonPointer.compile("/customerProfile/address/country");
    private static final Set<String> ALWAYS_READ =
            Set.of("leadid", "subject", "statecode", "statuscode", "modifiedon", "merged", "_masterid_value");

    private final String source;
    private final List<Field> fields;
    private final Map<String, Field> byName;
    private final Map<String, Integer> lines;
    private final Set<String> countries;
    private final Map<String, String> owners;
    private final Set<String> leadColumns;

    FieldMap(
            String source,
            List<Field> fields,
            Map<String, Integer> lines,
            Set<String> countries,
            Map<String, String> owners) {
        this.source = source;
        this.fields = List.copyOf(fields);
        this.byName = fields.stream().collect(Collectors.toUnmodifiableMap(Field::name, Function.identity()));
        this.lines = Map.copyOf(lines);
        this.countries = Set.copyOf(countries);
        this.owners = Map.copyOf(owners);
        Set<String> columns = new TreeSet<>(ALWAYS_READ);
        fields.forEach(field -> columns.addAll(field.columns()));
        this.leadColumns = Set.copyOf(columns);
    }

    /**
     * @param sourceName how problems call the file
     * @throws MappingException with every problem of the file
     */
    public static FieldMap read(String yaml, String sourceName) {
        return new FieldMapReader(sourceName).read(yaml);
    }

    /** In the order of the file. */
    public List<Field> fields() {
        return fields;
    }

    public Optional<Field> field(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The columns of one field; lookups by the name under which their id is read. */
    public Set<String> columns(String name) {
        return byName.get(name).columns();
    }

    /** Every column that a read of a lead has to select; lookups by the name under which their id is read. */
    public Set<String> leadColumns() {
        return leadColumns;
    }

    /** Whether a read of a lead selects this column, by its logical name. */
    public boolean readsColumn(String name) {
        return leadColumns.contains(name) || leadColumns.contains("_" + name + "_value");
    }

    /** Every column that some field may write, by logical name. */
    public Set<String> writtenColumns() {
        return fields.stream()
                .filter(field -> field.direction().toLead())
                .flatMap(field -> field.columns().stream())
                .map(Columns::logical)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** ISO 3166-1 alpha-2, upper case; empty: every country is in scope. */
    public Set<String> countries() {
        return countries;
    }

    /** The customer's country, as scope, owners and the conversion all read it; empty where the referral has none. */
    public static String country(JsonNode referral) {
        return CountryConversion.read(Text.of(referral.at(COUNTRY)));
    }

    /**
     * Who owns a new lead of this country, as {@code systemuser:GUID} or {@code team:GUID}.
     *
     * @param country as {@link #country} reads it
     */
    public Optional<String> owner(String country) {
        return Optional.ofNullable(owners.get(country)).or(() -> Optional.ofNullable(owners.get("otherwise")));
    }

    /** Every owner that is named, by the country (upper case) whose new leads are theirs, or {@code otherwise}. */
    public Map<String, String> owners() {
        return owners;
    }

    /** What does not fit this organisation's real columns and options. */
    public List<MappingProblem> check(Organisation organisation) {
        List<MappingProblem> problems = new ArrayList<>();
        fields.forEach(field -> field.check(organisation).forEach(problem -> problems.add(problem(field, problem))));
        return problems;
    }

    private MappingProblem problem(Field field, String problem) {
        String remedy = "correct the row, or add what is missing to Dynamics 365";
        return new MappingProblem(source, lines.getOrDefault(field.name(), 1), field.name(), problem, remedy);
    }
}
