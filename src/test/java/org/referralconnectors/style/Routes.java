package org.referralconnectors.style;

import static java.util.stream.Collectors.toSet;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The route files as they are deployed. */
final class Routes {

    private static final Path FOLDER = ProjectFiles.ROOT.resolve("routes");
    private static final Set<String> CONNECTOR_FILES = Set.of("partner-center.camel.yaml", "dynamics.camel.yaml");
    private static final List<YamlElement> FILES = ProjectFiles.all(".camel.yaml").stream()
            .filter(file -> file.getParent().equals(FOLDER))
            .map(YamlElement::read)
            .toList();

    private Routes() {}

    record Route(YamlElement element) {

        String id() {
            return element.text("id");
        }

        String description() {
            return element.text("description");
        }

        String from() {
            return element.child("from").map(from -> from.text("uri")).orElse("");
        }

        boolean isCalledDirectly() {
            return from().startsWith("direct:");
        }

        boolean isConnector() {
            return Routes.isConnector(element);
        }

        /** The steps at the top level, each with its one key. */
        List<YamlElement> steps() {
            return element.child("from").flatMap(from -> from.child("steps")).stream()
                    .flatMap(steps -> steps.children().stream())
                    .flatMap(item -> item.children().stream())
                    .toList();
        }

        @Override
        public String toString() {
            return element + " " + id();
        }
    }

    static List<Route> all() {
        return elements()
                .filter(element -> element.key().equals("route"))
                .map(Route::new)
                .toList();
    }

    static Route named(String id) {
        return all().stream()
                .filter(route -> route.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("routes/ has no route " + id));
    }

    static Stream<YamlElement> elements() {
        return FILES.stream().flatMap(YamlElement::all);
    }

    static Stream<YamlElement> elements(String key) {
        return elements().filter(element -> element.key().equals(key));
    }

    static boolean isConnector(YamlElement element) {
        return CONNECTOR_FILES.contains(element.file().getFileName().toString());
    }

    /** Endpoints that steps send to, in the long form and in the short one. */
    static Stream<YamlElement> targets() {
        return elements()
                .filter(element -> element.key().equals("uri") || element.key().equals("to"))
                .filter(element ->
                        !element.text().isEmpty() && !element.parent().key().equals("from"));
    }

    /** What {@code pattern} captures in a text, such as the names in its placeholders. */
    static Set<String> named(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(toSet());
    }
}
