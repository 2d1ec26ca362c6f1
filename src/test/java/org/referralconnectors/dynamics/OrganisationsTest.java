package org.referralconnectors.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.mapping.Organisation;

class OrganisationsTest {

    private static final Instant NOW = Instant.parse("2026-02-03T09:14:28Z");
    private static final String OURS = "0d5a1b8e-3f0a-4f7d-9b7e-0f2f6a1c7d11";
    private static final int QUESTIONS = 12;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final Organisations organisations = new Organisations(id -> {}, new Clock() {
        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    });

    @Test
    void whatWasLearnedIsDueAfterAnHour() {
        learn();
        assertThat(organisations.unknown()).isFalse();
        assertThat(organisations.isDue()).isFalse();
        pass(Duration.ofMinutes(61));
        assertThat(organisations.isDue()).isTrue();
        assertThat(organisations.unknown()).isFalse();
    }

    @Test
    void whatCannotBeLearnedIsTriedAgainSoonAndThenLessOften() {
        learn();
        pass(Duration.ofHours(2));
        organisations.trying();
        organisations.failed("no answer; look at the firewall");
        assertThat(organisations.isDue()).isFalse();
        pass(Duration.ofSeconds(5));
        assertThat(organisations.isDue()).isTrue();
        IntStream.range(0, 20).forEach(n -> {
            organisations.trying();
            organisations.failed("no answer");
        });
        pass(Duration.ofMinutes(20));
        assertThat(organisations.isDue()).isFalse();
        pass(Duration.ofMinutes(2));
        assertThat(organisations.isDue()).isTrue();
        assertThat(organisations.trouble().orElseThrow()).startsWith("no answer");
        learn();
        assertThat(organisations.trouble()).isEmpty();
    }

    /** The database, which dates requests, may be 30 s before this process, or behind it. */
    @ParameterizedTest
    @ValueSource(longs = {-1200, -30, 0, 30, 1200})
    void whatAnOperatorAskedForIsLearnedOnceWhateverTheDatabasesClockSays(long ahead) {
        learn();
        Instant asked = NOW.plusSeconds(ahead);
        assertThat(organisations.forgetBefore(asked)).isTrue();
        assertThat(organisations.isDue()).isTrue();
        organisations.trying();
        learn();
        organisations.tried(asked.plusMillis(20));
        assertThat(organisations.forgetBefore(asked)).isFalse();
        assertThat(organisations.isDue()).isFalse();
    }

    @Test
    void whatIsAskedForWhileItIsLearnedIsLearnedOnceMore() {
        organisations.trying();
        organisations.forgetBefore(NOW);
        learn();
        assertThat(organisations.isDue()).isTrue();
    }

    @Test
    void whatFailedAfterAnOperatorAskedIsNotAskedAgainForHim() {
        learn();
        organisations.trying();
        organisations.failed("no answer");
        organisations.tried(NOW.plusSeconds(1));
        assertThat(organisations.forgetBefore(NOW)).isFalse();
    }

    static Stream<Arguments> oddAnswers() {
        List<String> odd = List.of(
                "{}",
                "null",
                "[]",
                "\"text\"",
                "{\"value\": null}",
                "{\"value\": []}",
                "{\"value\": {}}",
                "{\"value\": [null]}",
                "{\"value\": [\"text\"]}",
                "{\"value\": [{}]}",
                "{\"OrganizationId\": \"\"}",
                "{\"OrganizationId\": \"contoso\"}",
                "{\"OrganizationId\": \"1d5a1b8e-3f0a-4f7d-9b7e-0f2f6a1c7d11\"}");
        return IntStream.range(0, QUESTIONS).boxed().flatMap(question -> odd.stream()
                .map(answer -> Arguments.of(question, answer)));
    }

    @ParameterizedTest
    @MethodSource("oddAnswers")
    void anOddAnswerIsNotTakenForKnowledge(int question, String answer) throws JsonProcessingException {
        learn();
        Organisation known = organisations.current();
        List<JsonNode> answers = answers(4);
        answers.set(question, JSON.readTree(answer));
        assertThatThrownBy(() -> learn(answers)).isInstanceOf(OddAnswer.class);
        assertThat(organisations.current()).isSameAs(known);
        assertThat(organisations.isOurs(answers.get(0))).isEqualTo(question != 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void halfAListIsNotTakenForTheWhole(int question) {
        learn(answers(8));
        Organisation known = organisations.current();
        List<JsonNode> answers = answers(8);
        ArrayNode rows = (ArrayNode) answers.get(question).path("value");
        IntStream.range(0, rows.size() / 2).forEach(n -> rows.remove(rows.size() - 1));
        assertThatThrownBy(() -> learn(answers)).isInstanceOf(OddAnswer.class).hasMessageContaining("not whole");
        assertThat(organisations.current()).isSameAs(known);
    }

    /** Somebody may add a column between two questions. */
    @Test
    void aColumnThatOnlyOneListNamesIsNoReasonToBelieveNothing() {
        List<JsonNode> answers = answers(8);
        ((ArrayNode) answers.get(2).path("value")).remove(0);
        learn(answers);
        assertThat(organisations.current().columns()).hasSize(9 * 8 + 4);
    }

    private void learn() {
        learn(answers(8));
    }

    private void learn(List<JsonNode> answers) {
        Learning learning = organisations.learn();
        answers.forEach(answer -> organisations.take(learning, answer));
        assertThat(learning.isMore()).isFalse();
    }

    /** Whole ones, with some columns of each type. */
    private static List<JsonNode> answers(int some) {
        List<String> types =
                List.of("String", "Memo", "Money", "Decimal", "Integer", "DateTime", "Picklist", "State", "Status");
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        Stream.of("leadid", "subject", "statecode", "statuscode")
                .forEach(name -> all.withArray("value").addObject().put("LogicalName", name));
        types.forEach(type -> names(type, some).forEach(name -> all.withArray("value")
                .addObject()
                .put("LogicalName", name)
                .put("AttributeType", type)));
        ObjectNode currencies = JsonNodeFactory.instance.objectNode();
        currencies.withArray("value").addObject().put("isocurrencycode", "EUR").put("transactioncurrencyid", OURS);
        List<JsonNode> answers = new java.util.ArrayList<>();
        answers.add(JsonNodeFactory.instance.objectNode().put("OrganizationId", OURS));
        answers.add(all);
        types.forEach(type -> answers.add(list(names(type, some))));
        answers.add(currencies);
        return answers;
    }

    private static List<String> names(String type, int some) {
        return IntStream.range(0, some).mapToObj(n -> "new_" + type + n).toList();
    }

    private static ObjectNode list(List<String> names) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        names.forEach(name -> list.withArray("value").addObject().put("LogicalName", name));
        return list;
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }
}
