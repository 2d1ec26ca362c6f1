package org.referralconnectors.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** A test event of Partner Center, from asking for it to how our address answered. */
final class WebhookTest {

    private static final int LOOKS = 60;
    private static final long BETWEEN_MILLIS = 1000;

    record Result(boolean accepted, String text) {}

    private final Registrations registrations;

    WebhookTest(Registrations registrations) {
        this.registrations = registrations;
    }

    Result run() {
        String id = registrations.startTest();
        for (int i = 0; i < LOOKS; i++) {
            JsonNode event = registrations.test(id);
            if (event.path("status").asText().equalsIgnoreCase("completed")) {
                return result(event);
            }
            pause();
        }
        return new Result(false, "The test event has no outcome after a minute: look again with webhook test");
    }

    private static Result result(JsonNode event) {
        String address = event.path("callbackUrl").asText();
        boolean accepted = !event.path("results").isEmpty();
        StringBuilder answers = new StringBuilder();
        for (JsonNode each : event.path("results")) {
            String code = each.path("responseCode").asText();
            accepted &= code.equals("OK") || code.equals("200");
            answers.append(answers.isEmpty() ? "" : ", ").append(code);
        }
        return accepted
                ? new Result(true, "The test event reached " + address + " and was accepted (" + answers + ").")
                : new Result(
                        false,
                        "The test event was not accepted at " + address + " (" + answers + "): is the address open to"
                                + " the internet, does the proxy pass Authorization and the X-MS- headers, and do the"
                                + " connectors run?");
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StartFailed("stopped");
        }
    }
}
