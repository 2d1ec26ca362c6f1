package org.referralconnectors.console;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The questions that Jolokia may be asked (https://jolokia.org/reference/html/manual/jolokia_protocol.html): an object,
 * or an array of objects, each one of five commands, with members of the form that the command knows. They are written
 * anew, so that Jolokia's own parser reads nothing but what was looked at here; members that are of no concern, such as
 * the target of a proxy, are left out.
 */
final class JolokiaCommands {

    static final Set<String> TYPES = Set.of("read", "list", "search", "version", "exec");

    private static final int DEEPEST = 50;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Map<String, Predicate<JsonNode>> MEMBERS = Map.of(
            "type", type -> type.isTextual() && TYPES.contains(type.textValue()),
            "mbean", JsonNode::isTextual,
            "attribute", attribute -> attribute.isTextual() || isListOf(attribute, JsonNode::isTextual),
            "operation", JsonNode::isTextual,
            "path", path -> path.isTextual() || isListOf(path, JsonNode::isTextual),
            "arguments", JsonNode::isArray,
            "config", config -> config.isObject() && isListOf(config, JsonNode::isValueNode));

    static {
        JSON.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
    }

    private JolokiaCommands() {}

    /** The same questions, in JSON of our own; empty where one of them is none of these. */
    static Optional<byte[]> admitted(byte[] body) {
        try {
            JsonNode asked = JSON.readTree(body);
            Optional<? extends JsonNode> admitted = asked.isArray() ? all(asked) : one(asked);
            return admitted.isPresent() ? Optional.of(JSON.writeValueAsBytes(admitted.get())) : Optional.empty();
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    private static Optional<ArrayNode> all(JsonNode asked) {
        ArrayNode admitted = JsonNodeFactory.instance.arrayNode();
        asked.forEach(each -> one(each).ifPresent(admitted::add));
        return admitted.size() == asked.size() ? Optional.of(admitted) : Optional.empty();
    }

    private static Optional<ObjectNode> one(JsonNode asked) {
        if (!asked.isObject() || !asked.has("type")) {
            return Optional.empty();
        }
        ObjectNode admitted = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, Predicate<JsonNode>> member : MEMBERS.entrySet()) {
            JsonNode value = asked.path(member.getKey());
            if (value.isMissingNode() || value.isNull()) {
                continue;
            }
            if (!member.getValue().test(value)) {
                return Optional.empty();
            }
            admitted.set(member.getKey(), value);
        }
        return admitted.has("type") ? Optional.of(admitted) : Optional.empty();
    }

    private static boolean isListOf(JsonNode list, Predicate<JsonNode> item) {
        for (JsonNode each : list) {
            if (!item.test(each)) {
                return false;
            }
        }
        return list.isContainerNode();
    }
}
