package org.referralconnectors.style;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.referralconnectors.style.ProjectFiles.assertNone;

import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.referralconnectors.style.Routes.Route;

/** How any route is written: its name, its description, its failures, its shape. */
class RoutesStyleTest {

    private static final Pattern KEBAB_CASE = Pattern.compile("[a-z]+(-[a-z0-9]+)*");
    private static final Pattern ONE_SENTENCE = Pattern.compile("\\p{Lu}(?:(?![.!?]\\s).){0,159}");
    private static final Pattern NESTED_SIMPLE = Pattern.compile("\\$\\{[^}]*\\$\\{");
    private static final int MOST_STEPS = 8;

    /** The engine sends to this one itself, so nobody else would see what fails in it. */
    private static final String RUN_REQUEST = "run-request";

    @Test
    void theRoutesAreFound() {
        assertThat(Routes.all()).extracting(Route::id).contains("referral-to-lead", "lead-to-referral", RUN_REQUEST);
    }

    @Test
    void everyRouteHasAnIdOfItsOwnInKebabCase() {
        assertNone(
                "Give these routes an id of lower-case words joined by dashes",
                Routes.all().stream()
                        .filter(route -> !KEBAB_CASE.matcher(route.id()).matches()));
        assertThat(Routes.all()).extracting(Route::id).doesNotHaveDuplicates();
    }

    @Test
    void everyRouteIsDescribedInOneSentence() {
        assertNone(
                "Describe these routes in one sentence of at most 160 characters",
                Routes.all().stream()
                        .filter(route ->
                                !ONE_SENTENCE.matcher(route.description()).matches()));
    }

    @Test
    void aRouteIsCalledByItsId() {
        assertNone(
                "Give these routes the id that stands after their direct:",
                Routes.all().stream().filter(Route::isCalledDirectly).filter(route -> !route.from()
                        .equals("direct:" + route.id())));
    }

    @Test
    void onlyTriggersAreNamedForAnEvent() {
        assertNone(
                "Begin the id of a trigger with on-, and of no other route",
                Routes.all().stream().filter(route -> route.id().startsWith("on-") == route.isCalledDirectly()));
    }

    @Test
    void aRouteThatIsCalledLeavesItsFailuresToItsCaller() {
        assertNone(
                "Give these routes errorHandler: {noErrorHandler: {}}, or the caller's policy doesn't see them fail",
                Routes.all().stream()
                        .filter(Route::isCalledDirectly)
                        .filter(route -> !route.id().equals(RUN_REQUEST))
                        .filter(route ->
                                !hasNoErrorHandler(route) || !policy(route).isEmpty()));
    }

    @Test
    void triggersAndTheEnginesRouteNameTheirFailurePolicy() {
        Set<String> policies = Routes.elements("routeConfiguration")
                .map(policy -> policy.text("id"))
                .collect(toSet());

        assertNone(
                "Give these routes a routeConfigurationId of error-handling.camel.yaml, and no errorHandler",
                Routes.all().stream()
                        .filter(route -> !route.isCalledDirectly() || route.id().equals(RUN_REQUEST))
                        .filter(route -> hasNoErrorHandler(route) || !policies.contains(policy(route))));
    }

    @Test
    void failuresAreHandledInOneFile() {
        Set<String> handling = Set.of("routeConfiguration", "onException", "doTry", "doCatch");

        assertNone(
                "Move these to error-handling.camel.yaml, where the one policy stands",
                Routes.elements()
                        .filter(element -> handling.contains(element.key()))
                        .filter(element -> !element.file().endsWith("error-handling.camel.yaml")));
    }

    @Test
    void noChoiceStandsInAChoice() {
        assertNone(
                "Make these a bean method with a name and a test",
                Routes.elements("choice").filter(choice -> choice.around()
                        .anyMatch(outer -> outer.key().equals("choice"))));
    }

    @Test
    void nothingIsComputedOrRoutedByScripts() {
        Set<String> scripts =
                Set.of("script", "groovy", "javaScript", "javascript", "js", "python", "mvel", "ognl", "java", "joor");
        Set<String> routers = Set.of("dynamicRouter", "routingSlip", "recipientList");

        assertNone(
                "Compute in a bean with a test, and decide where to go by a choice",
                Routes.elements()
                        .filter(element -> scripts.contains(element.key()) || routers.contains(element.key())));
    }

    @Test
    void noSimpleExpressionStandsInAnother() {
        assertNone(
                "Give these expressions a bean method or a variable",
                Routes.elements()
                        .filter(element -> NESTED_SIMPLE.matcher(element.text()).find()));
    }

    @Test
    void aRouteFitsOnOneScreen() {
        assertNone(
                "Split these routes, or join their headers in one setHeaders: at most " + MOST_STEPS + " steps",
                Routes.all().stream().filter(route -> route.steps().size() > MOST_STEPS));
    }

    private static boolean hasNoErrorHandler(Route route) {
        return route.element()
                .child("errorHandler")
                .flatMap(handler -> handler.child("noErrorHandler"))
                .isPresent();
    }

    private static String policy(Route route) {
        return route.element().text("routeConfigurationId");
    }
}
