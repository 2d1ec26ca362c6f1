package org.referralconnectors.auth;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Entra ID sent the browser back with (RFC 6749 sections 4.1.2 and 4.1.2.1). What it lacks is empty.
 *
 * @param state null where a person gave the bare code, which proves itself by the verifier alone
 */
public record RedirectAnswer(String code, String state, String error) {

    private static final Pattern AADSTS = Pattern.compile("AADSTS\\d+");

    /** @param query raw, or null */
    static RedirectAnswer ofQuery(String query) {
        Map<String, String> values = new HashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            values.putIfAbsent(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
        }
        Matcher number = AADSTS.matcher(values.getOrDefault("error_description", ""));
        String error = values.getOrDefault("error", "") + (number.find() ? " " + number.group() : "");
        return new RedirectAnswer(values.getOrDefault("code", ""), values.getOrDefault("state", ""), error);
    }

    /**
     * What a person pasted: the whole address, or the code alone.
     *
     * @throws LoginFailed when it is neither
     */
    public static RedirectAnswer pasted(String line) {
        String text = line == null ? "" : line.strip().replaceAll("^['\"]|['\"]$", "");
        if (text.matches("[^\\s=/]+")) {
            return new RedirectAnswer(text, null, "");
        }
        try {
            RedirectAnswer answer = ofQuery(URI.create(text).getRawQuery());
            if (answer.ends()) {
                return answer;
            }
        } catch (IllegalArgumentException noAddress) {
            throw neither();
        }
        throw neither();
    }

    /** Whether it ends the sign-in, well or not. */
    boolean ends() {
        return !code.isEmpty() || !error.isEmpty();
    }

    private static LoginFailed neither() {
        return new LoginFailed(
                "That is neither the address the browser arrived at nor a code: begin again, and copy the"
                        + " whole address that begins with http://localhost");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return "";
        }
    }

    /** Without the code. */
    @Override
    public String toString() {
        return error.isEmpty() ? "a code" : error;
    }
}
