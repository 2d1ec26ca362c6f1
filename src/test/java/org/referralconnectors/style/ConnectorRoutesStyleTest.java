package org.referralconnectors.style;

import static org.assertj.core.api.Assertions.assertThat;
import static org.referralconnectors.style.ProjectFiles.assertNone;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.referralconnectors.style.Routes.Route;

/** How the routes are written that talk to a remote system, and that no others do. */
class ConnectorRoutesStyleTest {

    private static final Pattern OPERATION = Pattern.compile(
            "(partner-center|dynamics)-(connect|(get|find|list|learn|create|update|delete)-[a-z]+(-[a-z]+)*)");
    private static final Pattern REMOTE =
            Pattern.compile("(?<![\\w-])https?:|\\{\\{(partner-center\\.(api|registration)-url|dynamics\\.url)");
    private static final Set<String> CAMEL_HEADERS_WE_SET =
            Set.of("CamelHttpPath", "CamelHttpQuery", "CamelHttpResponseCode");

    @Test
    void aConnectorRouteIsNamedForItsSystemVerbAndNoun() {
        assertThat(connectors()).isNotEmpty();
        assertNone(
                "Name these routes <system>-<verb>-<noun>, one per remote operation",
                connectors()
                        .filter(route -> !OPERATION.matcher(route.id()).matches()
                                || !route.element().file().endsWith(systemOf(route) + ".camel.yaml")));
    }

    @Test
    void onlyConnectorRoutesKnowAddressesAndVerbs() {
        assertThat(Routes.elements("httpMethod")).isNotEmpty();
        assertNone(
                "Move these to partner-center.camel.yaml or dynamics.camel.yaml, in a route that others call",
                Routes.elements()
                        .filter(element -> !Routes.isConnector(element))
                        .filter(element -> element.key().equals("httpMethod")
                                || REMOTE.matcher(element.text()).find()));
    }

    @Test
    void everyRemoteCallSaysItsVerb() {
        assertThat(remoteCalls()).isNotEmpty();
        assertNone(
                "Say httpMethod, or camel-http guesses it from the body",
                remoteCalls().filter(call -> call.child("parameters")
                        .flatMap(all -> all.child("httpMethod"))
                        .isEmpty()));
    }

    @Test
    void headersAreClearedBeforeARemoteCallIsMade() {
        assertNone(
                "Begin the steps around these calls with removeHeaders of all but CamelRedeliver*, which ends retries",
                remoteCalls().filter(call -> !clearsHeaders(firstStepBeside(call))));
    }

    @Test
    void noHeaderOfOursLooksLikeCamels() {
        List<YamlElement> names = Routes.elements("name")
                .filter(name -> name.parent().key().equals("setHeader")
                        || name.around().anyMatch(outer -> outer.key().equals("setHeaders")))
                .toList();

        assertThat(names).isNotEmpty();
        assertNone(
                "Carry these in a variable; of Camel's own headers we set only " + CAMEL_HEADERS_WE_SET,
                names.stream()
                        .filter(name -> name.text().startsWith("Camel"))
                        .filter(name -> !CAMEL_HEADERS_WE_SET.contains(name.text())));
    }

    private static Stream<Route> connectors() {
        return Routes.all().stream().filter(Route::isConnector);
    }

    private static String systemOf(Route route) {
        return route.id().startsWith("dynamics-") ? "dynamics" : "partner-center";
    }

    private static Stream<YamlElement> remoteCalls() {
        return Routes.targets()
                .filter(Routes::isConnector)
                .filter(target -> !target.text().startsWith("direct:"))
                .map(YamlElement::parent);
    }

    private static YamlElement firstStepBeside(YamlElement call) {
        YamlElement steps = call.around()
                .filter(outer -> outer.key().equals("steps"))
                .findFirst()
                .orElseThrow();
        return steps.children().get(0);
    }

    private static boolean clearsHeaders(YamlElement step) {
        return step.child("removeHeaders")
                .filter(clear -> clear.text("pattern").equals("*"))
                .filter(clear -> clear.text("excludePattern").equals("CamelRedeliver*"))
                .isPresent();
    }
}
