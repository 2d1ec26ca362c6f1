package org.referralconnectors.licences;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the bill of materials against the answer of a public list of advisories (OSV's batch query, whose results
 * stand in the order of its queries), and fails on whatever is not written down, with a reason and a date, in
 * {@code docs/advisories.txt}. It asks nobody: {@code .github/workflows/advisories.yml} does, between its steps.
 *
 * <p>{@code query FILE} writes the question, {@code check FILE} judges the answer.
 */
public final class Advisories {

    private static final Path BILL = Path.of("target", "referral-connectors-sbom.json");
    private static final Path WRITTEN = Path.of("docs", "advisories.txt");
    private static final JsonMapper JSON = new JsonMapper();

    private final List<Library> libraries;
    private final List<Accepted> accepted;

    Advisories(JsonNode bill, List<String> lines) {
        libraries = Library.all(bill.path("components"));
        accepted = lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Accepted::of)
                .toList();
    }

    public static void main(String[] arguments) throws IOException {
        Advisories advisories = new Advisories(JSON.readTree(BILL.toFile()), Files.readAllLines(WRITTEN));
        if (arguments[0].equals("query")) {
            Files.writeString(Path.of(arguments[1]), advisories.query().toString());
            return;
        }
        List<String> open =
                advisories.open(JSON.readTree(Path.of(arguments[1]).toFile()), LocalDate.now(Clock.systemUTC()));
        if (!open.isEmpty()) {
            throw new IllegalStateException("Update these, or write into " + WRITTEN + " why they can't be reached: "
                    + String.join(", ", open));
        }
    }

    JsonNode query() {
        ObjectNode query = JSON.createObjectNode();
        ArrayNode queries = query.putArray("queries");
        for (Library library : libraries) {
            ObjectNode each = queries.addObject().put("version", library.version());
            each.putObject("package").put("ecosystem", "Maven").put("name", coordinates(library));
        }
        return query;
    }

    /** What the answer names and nobody has looked at, or not lately: {@code ID group:name version}. */
    List<String> open(JsonNode answer, LocalDate today) {
        JsonNode results = answer.path("results");
        if (results.size() != libraries.size()) {
            throw new IllegalArgumentException("The answer has " + results.size() + " results for " + libraries.size()
                    + " libraries: it answers another question");
        }
        List<String> open = new ArrayList<>();
        for (int i = 0; i < libraries.size(); i++) {
            requireWhole(results.get(i));
            for (JsonNode advisory : results.get(i).path("vulns")) {
                add(libraries.get(i), advisory.path("id").asText(), today, open);
            }
        }
        return open;
    }

    private static void requireWhole(JsonNode result) {
        if (result.has("next_page_token")) {
            throw new IllegalArgumentException("The answer has a further page: ask for it before you judge");
        }
    }

    private void add(Library library, String id, LocalDate today, List<String> open) {
        String name = coordinates(library);
        if (accepted.stream().noneMatch(each -> each.covers(id, name, today))) {
            open.add(id + " " + name + " " + library.version());
        }
    }

    private static String coordinates(Library library) {
        return library.group() + ":" + library.name();
    }

    /** A line of the written list. @param until the last day on which it counts */
    private record Accepted(String id, String library, LocalDate until) {

        static Accepted of(String line) {
            String[] parts = line.split(" \\| ", -1);
            if (parts.length != 4
                    || !parts[2].startsWith("until ")
                    || !parts[3].matches("not reachable, because \\S.{9,}")) {
                throw new IllegalArgumentException(
                        "A line is ID | group:name | until DATE | not reachable, because ..., not: " + line);
            }
            return new Accepted(parts[0], parts[1], LocalDate.parse(parts[2].substring("until ".length())));
        }

        boolean covers(String advisory, String name, LocalDate today) {
            return id.equals(advisory) && library.equals(name) && !today.isAfter(until);
        }
    }
}
