package org.referralconnectors.mapping;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.referralconnectors.values.Owner;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the file as a whole; its rows are read by {@link RowReader}. */
final class FieldMapReader {

    private static final Set<String> KEYS = Set.of("fields", "statuses", "countries", "owners");
    private static final int DEEPEST = 20;

    private final String source;
    private final Problems problems;

    FieldMapReader(String source) {
        this.source = source;
        this.problems = new Problems(source);
    }

    FieldMap read(String yaml) {
        Keys top = new Keys(compose(yaml), "fields", KEYS, problems);
        StatusReader statuses = new StatusReader(problems);
        if (top.has("statuses")) {
            statuses.read(top.node("statuses"));
        }
        RowReader rows = new RowReader(statuses, problems);
        if (top.node("fields") instanceof SequenceNode list && top.has("fields")) {
            list.getValue().forEach(rows::row);
        } else {
            top.problem("fields", "is missing or not a list", "write fields: and a row for each field");
        }
        Set<String> countries = countries(top);
        Map<String, String> owners = owners(top);
        problems.refuse();
        return new FieldMap(source, rows.fields(), rows.lines(), countries, owners);
    }

    private Node compose(String yaml) {
        Node root = null;
        try {
            LoadSettings settings = LoadSettings.builder().setUseMarks(true).build();
            requireShallow(new Parse(settings).parseString(yaml));
            root = new Compose(settings).composeString(yaml).orElse(null);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            problems.add(line, "YAML", e.getProblem(), "correct the syntax");
        } catch (YamlEngineException e) {
            problems.add(1, "YAML", "can't be read: " + e.getMessage(), "correct the syntax");
        }
        problems.refuse();
        if (root == null) {
            problems.add(1, "fields", "is missing", "write fields: and a row for each field");
            problems.refuse();
        }
        return root;
    }

    /** Nodes are composed by recursion, events are not: so the stack never overflows. */
    private static void requireShallow(Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            if (depth > DEEPEST) {
                throw new YamlEngineException("it is nested more than " + DEEPEST + " deep");
            }
        }
    }

    private Set<String> countries(Keys top) {
        Set<String> countries = new LinkedHashSet<>();
        for (String country : top.texts("countries")) {
            countries.add(CountryConversion.read(country));
            if (!isCountry(country)) {
                top.problem("countries", country + " is not a country", "use ISO 3166-1 codes of two letters");
            }
        }
        return countries;
    }

    private Map<String, String> owners(Keys top) {
        Map<String, String> owners = new LinkedHashMap<>();
        if (!top.has("owners")) {
            return owners;
        }
        Keys table = new Keys(top.node("owners"), "owners", Set.of(), problems);
        for (String country : table.names()) {
            String owner = table.text(country);
            if (owner != null && Owner.read(owner).isEmpty()) {
                table.problem(country, owner + " is not an owner", "write systemuser:GUID or team:GUID");
            }
            if (!isCountry(country) && !country.equals("otherwise")) {
                table.problem(country, "is not a country", "use ISO 3166-1 codes of two letters, or otherwise");
            }
            owners.put(
                    CountryConversion.read(country),
                    Owner.read(String.valueOf(owner)).map(Owner::toString).orElse(""));
        }
        return owners;
    }

    private static boolean isCountry(String text) {
        return Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).contains(CountryConversion.read(text));
    }
}
