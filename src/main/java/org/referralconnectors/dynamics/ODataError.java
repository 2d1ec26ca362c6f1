package org.referralconnectors.dynamics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.regex.Pattern;

/**
 * The {@code error.code} of an error body of either service. The status alone does not tell: Dataverse's 412 has three
 * meanings. A body may be HTML or empty; then the code is empty.
 */
public final class ODataError {

    public static final String EXPIRED_VERSION_STAMP = "0x80044352";
    public static final String NO_SUCH_ROW = "0x80040217";
    public static final String ROW_EXISTS = "0x80040237";
    public static final String KEY_TAKEN = "0x80060892";
    public static final String STALE_ROW = "0x80060882";
    public static final String SQL_TIMEOUT = "0x80044151";

    private static final Pattern CODE = Pattern.compile("[\\w.:-]{1,80}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private ODataError() {}

    /** Empty as well where it is no code: it is logged and stored, so that it must not be a text. */
    public static String code(String body) {
        String code = error(body).path("code").asText("");
        return CODE.matcher(code).matches() ? code : "";
    }

    /** For programs only: it can hold data, so it is neither logged nor stored. */
    public static String message(String body) {
        return error(body).path("message").asText("");
    }

    private static JsonNode error(String body) {
        if (body == null || !body.stripLeading().startsWith("{")) {
            return JSON.missingNode();
        }
        try {
            return JSON.readTree(body).path("error");
        } catch (JsonProcessingException notJson) {
            return JSON.missingNode();
        }
    }
}
