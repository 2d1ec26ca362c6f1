package org.referralconnectors.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.referralconnectors.auth.TokenException.Kind;

/**
 * An answer of Entra ID other than a token (RFC 6749 section 5.2). Of its description, which may name people, only the
 * {@code AADSTS} number is taken.
 */
record Refusal(String system, int status, String body, Duration retryAfter) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern AADSTS = Pattern.compile("AADSTS\\d+");
    private static final Set<String> NEED_A_PERSON =
            Set.of("invalid_grant", "interaction_required", "login_required", "consent_required");
    private static final Set<String> PASSING = Set.of("temporarily_unavailable", "server_error");

    TokenException toException() {
        String error = json().path("error").asText("http_" + status);
        String number = number();
        String code = number.isEmpty() ? error : error + " " + number;
        Kind kind = kind(error);
        return new TokenException(system, kind, code, remedy(kind, number), retryAfter, null);
    }

    private Kind kind(String error) {
        if (status >= 500 || status == 429 || status == 408 || PASSING.contains(error)) {
            return Kind.TRANSIENT;
        }
        boolean ofAPerson = system.equals(Audience.PARTNER_CENTER.system());
        return ofAPerson && NEED_A_PERSON.contains(error) ? Kind.CONSENT_LOST : Kind.UNAUTHORISED;
    }

    private String remedy(Kind kind, String number) {
        return switch (kind) {
            case TRANSIENT -> "Entra ID is busy; it is asked again";
            case CONSENT_LOST -> consent();
            case UNAUTHORISED -> credential(number);
        };
    }

    /** Numbers: https://learn.microsoft.com/entra/identity-platform/reference-error-codes. */
    private String credential(String number) {
        return switch (number) {
            case "AADSTS7000215" -> "the secret is wrong; set " + system + ".client-secret to its value, not its id";
            case "AADSTS7000222" -> "the secret has expired; make another and set " + system + ".client-secret";
            case "AADSTS700016" -> "the app is unknown in this tenant; set " + system + ".client-id or .tenant-id";
            case "AADSTS90002" -> "there is no such tenant; set " + system + ".tenant-id";
            case "AADSTS700027" ->
                "the app doesn't know the certificate; upload it, or set " + system + ".client-certificate";
            case "AADSTS500011" -> "the tenant doesn't know what the token is for; set " + resource();
            default -> "check " + system + ".tenant-id, .client-id, and .client-secret or .client-certificate";
        };
    }

    private String resource() {
        return system.equals(Audience.DYNAMICS.system()) ? "dynamics.url or .tenant-id" : system + ".scope";
    }

    static String consent() {
        return "run the command login, or set partner-center.refresh-token to a new one";
    }

    private String number() {
        Matcher matcher = AADSTS.matcher(json().path("error_description").asText(""));
        return matcher.find() ? matcher.group() : "";
    }

    private JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notOfEntra) {
            return MissingNode.getInstance();
        }
    }
}
