package org.referralconnectors.style;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.referralconnectors.style.ProjectFiles.assertNone;

import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.referralconnectors.settings.Setting;
import org.referralconnectors.style.Routes.Route;

/** Whatever a route names exists, and whatever exists is named. */
class RouteReferencesTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([^}:]+)");
    private static final Pattern BEAN_IN_SIMPLE = Pattern.compile("\\$\\{bean:(\\w+)");
    private static final Pattern BEAN_IN_PARAMETER = Pattern.compile("^#(?:bean:)?(\\w+)$");
    private static final Pattern BOUND = Pattern.compile("main\\.bind\\(\\s*\"(\\w+)\"");
    private static final Pattern CALLED_IN_JAVA = Pattern.compile("\"direct:([a-z-]+)\"");

    @Test
    void everyBeanThatARouteNamesIsBound() {
        Set<String> bound = Routes.named(BOUND, java(".java"));

        assertThat(bound).isNotEmpty();
        assertNone(
                "Bind these beans in cli, or correct their names",
                Routes.elements().filter(element -> !bound.containsAll(beansIn(element))));
    }

    @Test
    void everyPlaceholderIsADocumentedSetting() throws IOException {
        Set<String> settings = Arrays.stream(Setting.values()).map(Setting::key).collect(toSet());
        Properties shown = new Properties();
        shown.load(new StringReader(ProjectFiles.text(ProjectFiles.ROOT.resolve("application.properties"))));

        assertNone(
                "Add these placeholders to settings.Setting and application.properties, or correct their names",
                Routes.elements().filter(element -> Routes.named(PLACEHOLDER, element.text()).stream()
                        .anyMatch(key -> !settings.contains(key) || !shown.containsKey(key))));
    }

    /** Those of routes/custom are an integration team's. */
    @Test
    void everyRouteThatIsCalledExists() {
        Set<String> ids = Routes.all().stream().map(Route::id).collect(toSet());

        assertNone("No route has this id", Routes.targets().filter(target -> calledBy(target)
                .filter(id -> !ids.contains(id) && !id.startsWith("custom-"))
                .isPresent()));
    }

    @Test
    void everyRouteIsCalledByAnotherOrByTheEngine() {
        Set<String> called = Stream.concat(
                        Routes.named(CALLED_IN_JAVA, java(".java")).stream(),
                        Routes.targets()
                                .flatMap(target ->
                                        calledBy(target).filter(id -> !id.equals(routeAround(target))).stream()))
                .collect(toSet());

        assertNone(
                "Nothing calls these routes: delete them, or call them",
                Routes.all().stream().filter(Route::isCalledDirectly).filter(route -> !called.contains(route.id())));
    }

    private static Optional<String> calledBy(YamlElement target) {
        return Optional.of(target.text())
                .filter(uri -> uri.startsWith("direct:"))
                .map(uri -> uri.substring("direct:".length()));
    }

    private static String routeAround(YamlElement target) {
        return target.around()
                .filter(outer -> outer.key().equals("route"))
                .map(route -> route.text("id"))
                .findFirst()
                .orElse("");
    }

    private static Set<String> beansIn(YamlElement element) {
        if (element.key().equals("ref") || element.key().equals("objectMapper")) {
            return Set.of(element.text());
        }
        return Stream.of(BEAN_IN_SIMPLE, BEAN_IN_PARAMETER)
                .flatMap(pattern -> Routes.named(pattern, element.text()).stream())
                .collect(toSet());
    }

    private static String java(String ending) {
        return ProjectFiles.mainJava().stream()
                .filter(file -> file.toString().endsWith(ending))
                .map(ProjectFiles::text)
                .collect(joining());
    }
}
