package org.referralconnectors.simulated;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The webhook registration of the older Partner Center API: one address per tenant, replaced by whoever registers last.
 * An application may call it for itself; its tokens are of another audience than those for referrals.
 */
public final class SimulatedRegistration implements Service {
    static final String AUDIENCE = "https://api.partnercenter.microsoft.com";

    private static final String PATH = "/webhooks/v1/registration";
    private static final int TESTS_A_MINUTE = 2;

    private final Clock clock;
    private final Tokens tokens;
    private final SimulatedNotifications notifications;
    private final Map<String, Registration> registrations;
    private final Map<String, ObjectNode> tests = new ConcurrentHashMap<>();
    private final Deque<Instant> lastTests = new ArrayDeque<>();

    /** @param registrations by tenant; what is registered here is delivered to by whoever reads it */
    SimulatedRegistration(
            Clock clock, Tokens tokens, Map<String, Registration> registrations, SimulatedNotifications notifications) {
        this.clock = clock;
        this.tokens = tokens;
        this.registrations = registrations;
        this.notifications = notifications;
    }

    @Override
    public Answer answer(Call call) {
        try {
            return route(call, tenant(call));
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }

    private String tenant(Call call) {
        Tokens.Checked token = tokens.check(call.header("authorization"), AUDIENCE);
        if (!token.valid()) {
            throw RegistrationError.of(401, "401", "Unauthorized: " + token.problem());
        }
        return token.claims().path("tid").asText();
    }

    private Answer route(Call call, String tenant) {
        String correlation = call.header("ms-correlationid");
        if (correlation != null && !GUID.matcher(correlation).matches()) {
            throw RegistrationError.of(400, "400", "MS-CorrelationId must be a GUID.");
        }
        String path = call.path();
        if (path.startsWith(PATH + "/validationEvents/")) {
            allow(call, "GET");
            return test(path.substring(path.lastIndexOf('/') + 1));
        }
        return switch (path) {
            case PATH -> registration(call, tenant);
            case PATH + "/events" -> {
                allow(call, "GET");
                yield events();
            }
            case PATH + "/validationEvents" -> {
                allow(call, "POST");
                checkEmpty(call);
                yield startTest(registered(tenant));
            }
            default -> Answer.empty(404);
        };
    }

    private static void allow(Call call, String methods) {
        if (!methods.contains(call.method())) {
            throw new Refusal(Answer.empty(405).with("allow", methods));
        }
    }

    private static Answer events() {
        ArrayNode names = Jwt.JSON.createArrayNode();
        RegistrationRequest.EVENTS.stream().sorted().forEach(names::add);
        return Answer.json(200, names);
    }

    private Answer registration(Call call, String tenant) {
        allow(call, "GET, POST, PUT");
        return switch (call.method()) {
            case "GET" -> Answer.json(200, seen(registered(tenant)));
            case "POST" -> register(call, tenant);
            default -> {
                registered(tenant);
                yield register(call, tenant);
            }
        };
    }

    /** Asking for a registration that isn't there is an error, as integrators saw. */
    private Registration registered(String tenant) {
        Registration registration = registrations.get(tenant);
        if (registration == null) {
            throw RegistrationError.of(404, "404", "No registration was found.");
        }
        return registration;
    }

    private Answer register(Call call, String tenant) {
        if (!String.valueOf(call.header("content-type")).startsWith("application/json")) {
            throw RegistrationError.of(415, "415", "The content type must be application/json.");
        }
        Registration registration = new RegistrationRequest(call.body()).registration(clock.instant());
        registrations.put(tenant, registration);
        ObjectNode answer =
                Jwt.JSON.createObjectNode().put("SubscriberId", tenant).put("WebhookUrl", registration.url());
        registration.events().forEach(answer.putArray("WebhookEvents")::add);
        return Answer.json(200, answer);
    }

    /** In camel case, and with a member that isn't documented: what integrators saw. */
    private static ObjectNode seen(Registration registration) {
        ObjectNode seen = Jwt.JSON.createObjectNode().put("webhookUrl", registration.url());
        registration.events().forEach(seen.putArray("webhookEvents")::add);
        return seen.put("lastModifiedTimestamp", registration.modified().toString());
    }

    private Answer startTest(Registration registration) {
        if (!registration.events().contains("test-created")) {
            throw RegistrationError.of(400, "400", "The event test-created is not registered.");
        }
        checkRate();
        String id = UUID.randomUUID().toString();
        ObjectNode result = Jwt.JSON.createObjectNode().put("correlationId", id);
        result.put("partnerId", "").put("status", "pending").put("callbackUrl", registration.url());
        tests.put(id, result);
        notifications.test(id).thenAccept(status -> tests.put(id, completed(result, status)));
        return Answer.json(200, Jwt.JSON.createObjectNode().put("correlationId", id));
    }

    /** It takes no body, and says so: a length of 0 has to be sent. */
    private static void checkEmpty(Call call) {
        if (call.body().length > 0 || !"0".equals(call.header("content-length"))) {
            throw RegistrationError.of(411, "411", "Length Required.");
        }
    }

    private synchronized void checkRate() {
        Instant now = clock.instant();
        lastTests.removeIf(test -> test.isBefore(now.minus(Duration.ofMinutes(1))));
        if (lastTests.size() >= TESTS_A_MINUTE) {
            throw RegistrationError.throttled(60);
        }
        lastTests.add(now);
    }

    private ObjectNode completed(ObjectNode pending, int status) {
        ObjectNode completed = pending.deepCopy().put("status", "completed");
        completed
                .putArray("results")
                .addObject()
                .put("responseCode", status == 200 ? "OK" : Integer.toString(status))
                .put("responseMessage", "")
                .put("systemError", status != 200)
                .put("dateTimeUtc", clock.instant().toString());
        return completed;
    }

    private Answer test(String id) {
        ObjectNode result = tests.get(id);
        if (result == null) {
            throw RegistrationError.of(404, "404", "No validation event was found.");
        }
        return Answer.json(200, result);
    }
}
