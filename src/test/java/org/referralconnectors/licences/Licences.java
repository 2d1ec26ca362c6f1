package org.referralconnectors.licences;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The licences of the libraries that are shipped, from the bill of materials of the build. Run by {@code mvn verify},
 * which fails when one is not accepted, when lib/ holds what the bill doesn't, or when docs/licences.md is out of date;
 * {@code -Dlicences.write} writes that page instead.
 */
public final class Licences {

    private static final Path BILL = Path.of("target", "referral-connectors-sbom.json");
    private static final Path LIB = Path.of("target", "lib");
    private static final Path PAGE = Path.of("docs", "licences.md");

    /** Under which an application of Apache-2.0 may be passed on together with the library, unchanged. */
    private static final Set<String> ACCEPTED =
            Set.of("Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "EPL-1.0", "EPL-2.0", "CC0-1.0");

    private static final String TOP =
            """
            # Licences of the libraries

            The application is under the Apache License 2.0. These are the libraries in `lib/`, with the licences that each
            offers; where it offers several, the first accepted one (in bold) is taken. Accepted are %s.
            `mvn verify` writes the bill of materials (`target/referral-connectors-sbom.json`, CycloneDX, with versions and
            checksums) and fails when a library offers none of these or this page is out of date;
            `mvn -q -DskipTests verify -Dlicences.write` writes it anew.

            Two libraries carry what no bill of Maven names: `hawtio-springboot` the scripts of the console's pages,
            `sqlite-jdbc` SQLite itself, which is in the public domain.

            | Group | Libraries | Licence |
            |---|---|---|
            """;

    private final List<Library> libraries;

    Licences(JsonNode bill) {
        libraries = Library.all(bill.path("components"));
    }

    public static void main(String[] args) throws IOException {
        Licences licences = new Licences(new JsonMapper().readTree(BILL.toFile()));
        licences.requireJars(jars());
        String page = licences.page();
        if (System.getProperty("licences.write") != null) {
            Files.writeString(PAGE, page);
        }
        requireCurrent(Files.readString(PAGE), page);
    }

    static void requireCurrent(String written, String page) {
        if (!written.equals(page)) {
            throw new IllegalStateException(PAGE + " is out of date: mvn -q -DskipTests verify -Dlicences.write");
        }
    }

    /** @param jars the names of the files in lib/ */
    void requireJars(List<String> jars) {
        List<String> billed = libraries.stream().map(Library::jar).sorted().toList();
        if (!billed.equals(jars)) {
            throw new IllegalStateException("lib/ and its bill of materials differ: " + jars + ", billed " + billed);
        }
    }

    /** The page in Markdown; throws when a library offers no accepted licence. */
    String page() {
        return TOP.formatted(ACCEPTED.stream().sorted().collect(joining(", ")))
                + libraries.stream()
                        .collect(groupingBy(this::row, TreeMap::new, mapping(Library::name, toList())))
                        .entrySet()
                        .stream()
                        .map(row -> row.getKey().formatted(String.join(", ", row.getValue())))
                        .collect(joining());
    }

    private String row(Library library) {
        String taken = library.licences().stream()
                .filter(ACCEPTED::contains)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(library + " offers no accepted licence"));
        String shown = library.licences().stream()
                .map(each -> each.equals(taken) && library.licences().size() > 1 ? "**" + each + "**" : each)
                .collect(joining(" or "));
        return "| " + library.group() + " | %s | " + shown + " |\n";
    }

    private static List<String> jars() throws IOException {
        try (Stream<Path> files = Files.list(LIB)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
