package org.referralconnectors.licences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdvisoriesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);
    private static final JsonNode BILL = json(
            """
            {"components": [{"group": "io.netty", "name": "netty-codec-http", "version": "4.1.130.Final"},
                            {"group": "info.picocli", "name": "picocli", "version": "4.7.7"}]}""");

    /** In the shape of OSV's answer to a batch: one result for each query, empty where there is nothing. */
    private static final JsonNode ANSWER = json(
            """
            {"results": [{}, {"vulns": [{"id": "GHSA-a", "modified": "2026-11-01T00:00:00Z"}, {"id": "GHSA-b"}]}]}""");

    @Test
    void everyLibraryIsAskedForByItsNameAndVersion() {
        assertThat(new Advisories(BILL, List.of()).query())
                .isEqualTo(
                        json(
                                """
                        {"queries": [
                        {"version": "4.7.7", "package": {"ecosystem": "Maven", "name": "info.picocli:picocli"}},
                        {"version": "4.1.130.Final", "package": {"ecosystem": "Maven",
                         "name": "io.netty:netty-codec-http"}}]}"""));
    }

    @Test
    void whatNobodyHasWrittenDownIsNamedWithItsLibrary() {
        assertThat(open())
                .containsExactly(
                        "GHSA-a io.netty:netty-codec-http 4.1.130.Final",
                        "GHSA-b io.netty:netty-codec-http 4.1.130.Final");
    }

    @Test
    void whatIsWrittenDownForThatLibraryCountsUntilItsDay() {
        String line = "GHSA-a | io.netty:netty-codec-http | until %s | not reachable, because nobody sends it";
        assertThat(open("# a comment", "", line.formatted(TODAY))).hasSize(1);
        assertThat(open(line.formatted(TODAY.minusDays(1)))).hasSize(2);
        assertThat(open(line.replace("netty-codec-http", "netty-codec").formatted(TODAY)))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GHSA-a | io.netty:netty-codec-http | not reachable, because nobody sends it",
                "GHSA-a | io.netty:netty-codec-http | until 2026-12-31 | never mind",
                "GHSA-a | io.netty:netty-codec-http | until 2026-12-31 | not reachable, because ",
                "GHSA-a"
            })
    void aLineWithoutADateOrAReasonIsRefused(String line) {
        assertThatThrownBy(() -> open(line)).hasMessageContaining("A line is ID | group:name");
    }

    @Test
    void anAnswerToAnotherQuestionOrHalfAnAnswerIsNoAllClear() {
        Advisories advisories = new Advisories(BILL, List.of());
        assertThatThrownBy(() -> advisories.open(json("{\"results\": [{}]}"), TODAY))
                .hasMessageContaining("another question");
        assertThatThrownBy(() -> advisories.open(json("{\"results\": [{}, {\"next_page_token\": \"x\"}]}"), TODAY))
                .hasMessageContaining("further page");
        assertThatThrownBy(() -> advisories.open(json("{\"message\": \"busy\"}"), TODAY))
                .hasMessageContaining("another question");
    }

    @Test
    void theWrittenListCanBeReadAndTheJobReadsIt() throws IOException {
        assertThat(new Advisories(BILL, Files.readAllLines(Path.of("docs", "advisories.txt"))))
                .isNotNull();
        assertThat(Files.readString(Path.of(".github", "workflows", "advisories.yml")))
                .contains("schedule:", "-Dexec.args=\"query query.json\"", "-Dexec.args=\"check answer.json\"");
    }

    private static List<String> open(String... lines) {
        return new Advisories(BILL, List.of(lines)).open(ANSWER, TODAY);
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
