package org.referralconnectors.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The {@code error.code} of an error body of either service. The status alone does not tell: Dataverse's 412 has three
 * meanings. A body may be HTML or empty; then the code is empty. Members are found whatever their case: Partner
 * Center's documents and samples spell them differently.
 */
public final class ODataError {

    public static final String EXPIRED_VERSION_STAMP = "0x80044352";
    public static final String NO_SUCH_ROW = "0x80040217";
    public static final String NO_SUCH_KEY = "0x80060891";
    public static final String ROW_EXISTS = "0x80040237";
    public static final String KEY_TAKEN = "0x80060892";
    public static final String STALE_ROW = "0x80060882";
    public static final String SQL_TIMEOUT = "0x80044151";

    /** Column security: at create, at update. */
    public static final Set<String> SECURED = Set.of("0x8004f502", "0x8004f507");

    private static final Pattern CODE = Pattern.compile("[\\w.:-]{1,80}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private ODataError() {}

    /**
     * A refusal that one of the services itself wrote, as plain JSON: {@code {"error": {"code", "message"}}}, rarely
     * {@code {"ErrorCode", "Message"}} of Dataverse, or {@code {"code", "description"}} of the registration API. Empty
     * for whatever a proxy, a firewall or a gateway answers in its place.
     *
     * @param body in any encoding that the answers' reader takes (RFC 8259's, with or without a byte order mark)
     */
    public static Optional<String> own(byte[] body) {
        try {
            JsonNode answer = JSON.readTree(body);
            return isOwn(answer) ? Optional.of(answer.toString()) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** Empty as well where it is no code: it is logged and stored, so that it must not be a text. */
    public static String code(String body) {
        JsonNode answer = read(body);
        String code = member(member(answer, "error"), "code")
                .asText(member(answer, "errorCode").asText(""));
        return CODE.matcher(code).matches() ? code : "";
    }

    /** Whether a 404 is about the row, and not about the address. */
    public static boolean isOfNoRow(String body) {
        return Set.of(NO_SUCH_ROW, NO_SUCH_KEY).contains(code(body));
    }

    /** For programs only: it can hold data, so it is neither logged nor stored. */
    public static String message(String body) {
        JsonNode answer = read(body);
        JsonNode error = member(answer, "error");
        JsonNode message = member(error.isObject() ? error : answer, "message");
        return message.isObject() ? member(message, "value").asText("") : message.asText("");
    }

    private static boolean isOwn(JsonNode answer) {
        JsonNode error = member(answer, "error");
        return has(error, "code")
                || has(error, "message")
                || has(answer, "errorCode") && has(answer, "message")
                || has(answer, "code") && has(answer, "description");
    }

    private static boolean has(JsonNode object, String name) {
        return !member(object, name).isMissingNode();
    }

    private static JsonNode read(String body) {
        if (body == null || body.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    private static JsonNode member(JsonNode object, String name) {
        return object.properties().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(MissingNode.getInstance());
    }
}
