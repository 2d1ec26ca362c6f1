package org.referralconnectors.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.camel.component.platform.http.plugin.DefaultJolokiaPlatformHttpPlugin;
import org.jolokia.server.core.http.HttpRequestHandler;

/** Whatever is asked: one of the five commands, or nothing; and Jolokia's answer is a document, or there is none. */
class JolokiaFuzzTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> MEMBERS =
            Set.of("type", "mbean", "attribute", "operation", "path", "arguments", "config");
    private static final HttpRequestHandler JOLOKIA = start();

    @FuzzTest
    void isOneOfTheFiveCommandsOrNothing(byte[] body) throws IOException {
        Optional<byte[]> admitted = JolokiaCommands.admitted(body);
        if (admitted.isPresent()) {
            JsonNode asked = JSON.readTree(admitted.get());
            assertThat(asked.isArray() ? asked : JSON.createArrayNode().add(asked))
                    .allSatisfy(JolokiaFuzzTest::assertAdmissible);
            assertThat(JolokiaCommands.admitted(admitted.get())).hasValue(admitted.get());
        }
        Optional<String> answer = Jolokia.post(JOLOKIA, body, Map.of("maxDepth", new String[] {"3"}));
        if (answer.isPresent()) {
            assertThat(admitted).isPresent();
            assertThat(JSON.readTree(answer.get()).isContainerNode()).isTrue();
        }
    }

    private static void assertAdmissible(JsonNode question) {
        assertThat(question.path("type").asText()).isIn(JolokiaCommands.TYPES);
        assertThat(MEMBERS)
                .containsAll(() -> StreamSupport.stream(((Iterable<String>) question::fieldNames).spliterator(), false)
                        .iterator());
    }

    private static HttpRequestHandler start() {
        DefaultJolokiaPlatformHttpPlugin plugin = new DefaultJolokiaPlatformHttpPlugin();
        plugin.start();
        return plugin.getJolokiaRequestHandler();
    }
}
