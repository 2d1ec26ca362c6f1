package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.camel.Route;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.referralconnectors.simulated.dataverse.Organisation;
import org.referralconnectors.store.Backlog;

/** Routes of an integration team at the named points: those that the documentation shows, and some that misbehave. */
class CustomRoutesTest extends SharedFlowSupport {

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private HttpServer others;
    private Set<String> own;

    @BeforeEach
    void listen() throws IOException {
        others = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        others.createContext("/", call -> {
            heard.add(call.getRequestMethod() + " " + call.getRequestURI() + " "
                    + new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = "{\"website\": \"https://northwind.example\"}".getBytes(StandardCharsets.UTF_8);
            call.getResponseHeaders().add("Content-Type", "application/json");
            call.sendResponseHeaders(200, answer.length);
            call.getResponseBody().write(answer);
            call.close();
        });
        others.start();
        own = routes();
        heard.clear();
    }

    @AfterEach
    void forget() throws Exception {
        for (String route : routes()) {
            if (!own.contains(route)) {
                application.camel().getRouteController().stopRoute(route);
                application.camel().removeRoute(route);
            }
        }
        others.stop(0);
    }

    @Test
    void aRouteLeavesOutCustomersOfACountryOnTheRecord() throws Exception {
        load(ResourceHelper.resolveResource(application.camel(), "file:docs/custom-routes/leave-out.camel.yaml"));
        String id = referral(referral -> country(referral, "CH"));
        eventually().until(() -> outcome(id).startsWith("out of scope") && idle());
        assertThat(history(id)).singleElement().satisfies(decision -> assertThat(decision.toString())
                .contains("left out by the route custom-before-lead-write"));
        assertThat(world.dataverse().get(uuid(id))).isEmpty();
        assertThat(lead(settled(referral -> country(referral, "DE")))
                        .path("address1_country")
                        .asText())
                .isEqualTo("DE");
    }

    @Test
    void aRouteAddsAColumnThatItAskedAnotherSystemFor() throws Exception {
        setting(
                "custom.customers-url",
                "http://localhost:" + others.getAddress().getPort());
        load(ResourceHelper.resolveResource(application.camel(), "file:docs/custom-routes/enrich-lead.camel.yaml"));
        String id = settled(referral -> {});
        assertThat(lead(id).path("websiteurl").asText()).isEqualTo("https://northwind.example");
        assertThat(lead(id).path("companyname").asText()).isEqualTo("Northwind Traders GmbH");
        assertThat(heard).singleElement().asString().startsWith("GET /?name=Northwind");
    }

    @Test
    void aParkedPairIsToldToAChat() throws Exception {
        setting("custom.chat-url", "http://localhost:" + others.getAddress().getPort());
        load(ResourceHelper.resolveResource(application.camel(), "file:docs/custom-routes/tell-on-parking.camel.yaml"));
        load(hook(
                "custom-before-lead-write",
                "- throwException: {exceptionType: java.lang.IllegalStateException," + " message: broken}"));
        String id = referral(referral -> {});
        eventually().until(() -> !heard.isEmpty());
        assertThat(heard).singleElement().asString().contains("Referral " + id + " waits", "mend the route");
    }

    @Test
    void aFailingRouteParksThePairWithTheNameOfTheHook() throws Exception {
        load(hook(
                "custom-before-lead-write", "- throwException: {exceptionType: java.io.IOException, message: secret}"));
        assertThat(parked(referral(referral -> {})))
                .contains("custom-before-lead-write", "custom-route", "failed (IOException)")
                .doesNotContain("secret");
    }

    @Test
    void aRouteThatStopsTheExchangeDoesNotEndTheRunSilently() throws Exception {
        load(hook("custom-before-referral-write", "- stop: {}"));
        assertThat(parked(referral(referral -> {}))).contains("custom-before-referral-write", "stopped");
    }

    @Test
    void aRouteMayNotSetAColumnThatTheMapKeepsInStep() throws Exception {
        load(hook("custom-before-lead-write", "- setVariable: {name: lead.companyname, constant: Other}"));
        String id = referral(referral -> {});
        assertThat(parked(id)).contains("companyname", "mapping.yaml");
        assertThat(world.dataverse().get(uuid(id))).isEmpty();
    }

    @Test
    void aRouteMayNameTheOwner() throws Exception {
        String owner = Organisation.idOf("seller").toString();
        load(hook(
                "custom-before-lead-write",
                "- setVariable: {name: lead.ownerid@odata.bind, constant: /systemusers(" + owner + ")}"));
        assertThat(lead(settled(referral -> {})).path("_ownerid_value").asText())
                .isEqualTo(owner);
    }

    @Test
    void aRouteBeforeTheReferralMaySetNoColumn() throws Exception {
        load(hook("custom-before-referral-write", "- setVariable: {name: lead.websiteurl, constant: Other}"));
        assertThat(parked(referral(referral -> {})))
                .contains("custom-before-referral-write sets lead.websiteurl, which only custom-before-lead-write may");
    }

    @Test
    void aRouteThatThrowsAwayBodyAndHeadersChangesNothing() throws Exception {
        load(hook(
                "custom-before-lead-write",
                "- setBody: {constant: rubbish}\n"
                        + "- setHeader: {name: If-Match, constant: '*'}\n"
                        + "- setHeader: {name: CamelHttpUri, constant: 'https://elsewhere.example'}"));
        assertThat(lead(settled(referral -> {})).path("companyname").asText()).isEqualTo("Northwind Traders GmbH");
    }

    @Test
    void aRouteAfterTheRunHearsItsOutcome() throws Exception {
        setting("custom.chat-url", "http://localhost:" + others.getAddress().getPort());
        load(hook(
                "custom-after-run",
                "- setBody: {simple: '${body[referralId]} ${body[outcome]} ${body[written]}'}\n"
                        + "- removeHeaders: {pattern: '*'}\n"
                        + "- to: {uri: '{{custom.chat-url}}', parameters: {httpMethod: POST}}"));
        String id = settled(referral -> {});
        eventually().untilAsserted(() -> assertThat(heard)
                .anySatisfy(line -> assertThat(line).contains(id + " done [", "company", "lead id")));
    }

    private String parked(String id) {
        eventually().until(() -> outcome(id).startsWith("parked"));
        return new Backlog(store())
                .parked().stream()
                        .filter(request -> request.referralId().equals(id))
                        .map(Object::toString)
                        .collect(Collectors.joining());
    }

    private void setting(String key, String value) {
        application.camel().getPropertiesComponent().addInitialProperty(key, value);
    }

    private void load(Resource resource) throws Exception {
        PluginHelper.getRoutesLoader(application.camel()).loadRoutes(resource);
    }

    private static Resource hook(String name, String steps) {
        String yaml =
                """
                - route:
                    id: %1$s
                    from:
                      uri: direct:%1$s
                      steps:
                        %2$s
                """
                        .formatted(name, steps.replace("\n", "\n        "));
        return ResourceHelper.fromString(Path.of(name + ".camel.yaml").toString(), yaml);
    }

    private Set<String> routes() {
        return application.camel().getRoutes().stream().map(Route::getId).collect(Collectors.toSet());
    }

    private static void country(ObjectNode referral, String country) {
        referral.withObject("/customerProfile/address").put("country", country);
    }
}
