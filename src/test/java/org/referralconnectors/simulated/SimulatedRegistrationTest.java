package org.referralconnectors.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.referralconnectors.simulated.CallBuilder.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SimulatedRegistrationTest {
    private static final String PATH = "/webhooks/v1/registration";
    private static final UserTokens TOKENS = new UserTokens();
    private static final NotificationPki PKI = new NotificationPki(Clock.systemUTC());

    private final SimulatedNetwork network = new SimulatedNetwork(Clock.systemUTC());
    private final SimulatedServer receiver = network.host("receiver", call -> Answer.empty(200));
    private final Map<String, Registration> registrations = new ConcurrentHashMap<>();
    private final SimulatedNotifications notifications = new SimulatedNotifications(
            network,
            new DeliverySigner(
                    Clock.systemUTC(),
                    "https://localhost/cert/x.cer",
                    PKI.leaf().key()),
            () -> registrations.get(UserTokens.TENANT));
    private final SimulatedRegistration registration =
            new SimulatedRegistration(Clock.systemUTC(), TOKENS.tokens(), registrations, notifications);

    @AfterEach
    void close() {
        network.close();
    }

    static Stream<Arguments> refused() {
        String url = "{\"WebhookUrl\":\"https://sync.example/hook\"";
        return Stream.of(
                arguments(401, call("GET", PATH)),
                arguments(401, call("GET", PATH).header("authorization", TOKENS.good())),
                arguments(401, call("GET", PATH).header("authorization", TOKENS.expired())),
                arguments(404, authorised("GET", PATH)),
                arguments(404, authorised("PUT", PATH).body(url + ",\"WebhookEvents\":[\"test-created\"]}")),
                arguments(404, authorised("POST", PATH + "/validationEvents")),
                arguments(404, authorised("GET", PATH + "/validationEvents/1")),
                arguments(404, authorised("GET", PATH + "/other")),
                arguments(405, authorised("DELETE", PATH)),
                arguments(405, authorised("GET", PATH + "/validationEvents")),
                arguments(405, authorised("POST", PATH + "/events")),
                arguments(
                        415,
                        authorised("POST", PATH)
                                .header("content-type", "text/plain")
                                .body("{}")),
                arguments(400, authorised("POST", PATH).body("{")),
                arguments(400, authorised("POST", PATH).body("{}")),
                arguments(400, authorised("POST", PATH).body(url + "}")),
                arguments(400, authorised("POST", PATH).body(url + ",\"WebhookEvents\":[]}")),
                arguments(400, authorised("POST", PATH).body(url + ",\"WebhookEvents\":[\"referral-deleted\"]}")),
                arguments(
                        400,
                        authorised("POST", PATH)
                                .body("{\"WebhookUrl\":\"http://sync.example/hook\","
                                        + "\"WebhookEvents\":[\"test-created\"]}")));
    }

    @ParameterizedTest(name = "{0}, case {index}")
    @MethodSource("refused")
    void refuses(int status, CallBuilder call) {
        assertThat(registration.answer(call.build()).status()).isEqualTo(status);
        assertThat(registrations).isEmpty();
    }

    @Test
    void refusesToTestWhatIsNotRegisteredForTests() {
        register("referral-created");

        assertThat(registration
                        .answer(authorised("POST", PATH + "/validationEvents").build())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anApplicationRegistersAndSeesItsRegistrationInCamelCase() throws IOException {
        JsonNode registered = register("referral-created", "test-created");
        JsonNode seen = json(registration.answer(authorised("GET", PATH).build()));

        assertThat(registered.path("WebhookUrl").asText()).isEqualTo(receiver.url());
        assertThat(registered.path("SubscriberId").asText()).isEqualTo(UserTokens.TENANT);
        assertThat(seen.path("webhookUrl").asText()).isEqualTo(receiver.url());
        assertThat(seen.path("webhookEvents")).hasSize(2);
    }

    @Test
    void testsTheAddressTwiceAMinuteAndNotThreeTimes() throws IOException {
        register("test-created");
        String test = PATH + "/validationEvents";

        String id = json(registration.answer(authorised("POST", test).build()))
                .path("correlationId")
                .asText();

        await().until(() -> result(id).path("status").asText().equals("completed"));
        assertThat(result(id).at("/results/0/responseCode").asText()).isEqualTo("OK");
        assertThat(registration.answer(authorised("POST", test).build()).status())
                .isEqualTo(200);
        Answer third = registration.answer(authorised("POST", test).build());
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.headers()).containsEntry("retry-after", "60");
    }

    private JsonNode result(String id) throws IOException {
        return json(registration.answer(
                authorised("GET", PATH + "/validationEvents/" + id).build()));
    }

    private JsonNode register(String... events) {
        var body = Jwt.JSON.createObjectNode().put("WebhookUrl", receiver.url());
        for (String event : events) {
            body.withArray("WebhookEvents").add(event);
        }
        try {
            return json(registration.answer(
                    authorised("POST", PATH).body(body.toString()).build()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static CallBuilder authorised(String method, String path) {
        return call(method, path)
                .header("authorization", TOKENS.appOnly(SimulatedRegistration.AUDIENCE))
                .header("content-type", "application/json");
    }

    private static JsonNode json(Answer answer) throws IOException {
        return Jwt.JSON.readTree(answer.body());
    }
}
