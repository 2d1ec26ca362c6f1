package org.referralconnectors.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.referralconnectors.store.Backlog;
import org.referralconnectors.store.Decision;

/** Puts what the store says of a pair into sentences. */
final class Sentences {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, String> STATES = Map.of(
            "in-step", "in step",
            "no-lead", "not synced",
            "out-of-scope", "out of scope",
            "lead-deleted", "without its lead, which was deleted");

    /** Each with the words for one and for several. */
    private static final Map<String, List<String>> CAUSES = Map.of(
            "webhook", List.of("a webhook", "webhooks"),
            "related", List.of("a related referral", "related referrals"),
            "lead-poll", List.of("a change of the lead", "changes of the lead"),
            "sweep", List.of("the sweep", "sweeps"),
            "operator", List.of("an operator", "operators"),
            "backfill", List.of("a backfill", "backfills"),
            "follow-up", List.of("the run before", "the runs before"));

    private Sentences() {}

    static String state(String state) {
        return state == null ? "not read yet" : STATES.getOrDefault(state, state);
    }

    /** Empty where nothing is asked for. */
    static String request(Backlog.Request request) {
        String why = request.why() == null ? "" : " It is tried again: " + request.why() + ".";
        return switch (request.state()) {
            case "waiting" -> "A run of it waits." + why;
            case "running" -> "It runs at this moment." + why;
            default -> "";
        };
    }

    static String parked(Parked parked) {
        String what = parked.field() == null ? "It is parked" : "Its field " + parked.field() + " is parked";
        return what + " since " + parked.since().truncatedTo(ChronoUnit.SECONDS) + ": " + parked.reason()
                + ". What to do: " + parked.remedy() + ".";
    }

    static String decision(Decision decision) {
        List<String> parts = new ArrayList<>();
        JsonNode causes = json(decision.causes());
        parts.add(causes.isEmpty() ? "by " + decision.flow() : "because of " + causes(causes));
        json(decision.written()).forEach(field -> parts.add(written(field)));
        json(decision.skipped())
                .properties()
                .forEach(field -> parts.add("left " + field.getKey() + " as it is ("
                        + field.getValue().asText() + ")"));
        String at = DateTimeFormatter.ISO_INSTANT.format(decision.at().truncatedTo(ChronoUnit.SECONDS));
        return at + " " + decision.outcome() + ": " + String.join("; ", parts) + ".";
    }

    static JsonNode json(String text) {
        try {
            return text == null ? JSON.createObjectNode() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The history can't be read", e);
        }
    }

    private static String causes(JsonNode causes) {
        List<String> words = new ArrayList<>();
        causes.properties()
                .forEach(cause ->
                        words.add(cause(cause.getKey(), cause.getValue().asInt())));
        return String.join(" and ", words);
    }

    private static String cause(String cause, int times) {
        List<String> words = CAUSES.getOrDefault(cause, List.of(cause, cause));
        return times == 1 ? words.get(0) : times + " " + words.get(1);
    }

    private static String written(JsonNode field) {
        String side = field.path("action").asText().endsWith("lead") ? "lead" : "referral";
        return "wrote " + field.path("field").asText() + " to the " + side + " ("
                + field.path("rule").asText() + ")";
    }
}
