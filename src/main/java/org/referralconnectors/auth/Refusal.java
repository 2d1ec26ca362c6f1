package org.referralconnectors.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.referralconnectors.auth.TokenException.Kind;

/**
 * An answer of Entra ID other than a token (RFC 6749 section 5.2). Of its description, which may name people, only the
 * {@code AADSTS} number is taken. What is not in Entra ID's own words, as a redirect or a page of a proxy, says nothing
 * of a credential or a consent: it passes.
 */
record Refusal(String system, int status, String body, Duration retryAfter) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern AADSTS = Pattern.compile("AADSTS\\d+");
    private static final Set<String> NEED_A_PERSON =
            Set.of("invalid_grant", "interaction_required", "login_required", "consent_required");
    private static final Set<String> PASSING = Set.of("temporarily_unavailable", "server_error");
    private static final Set<String> FOR_GOOD = Set.of(
            "invalid_request",
            "invalid_client",
            "unauthorized_client",
            "unsupported_grant_type",
            "invalid_scope",
            "access_denied");

    TokenException toException() {
        JsonNode answer = json();
        String error = answer.path("error").isTextual() ? answer.path("error").textValue() : "";
        String number = number(answer);
        if (!isOwn(error, number)) {
            return exception(Kind.TRANSIENT, "http_" + status, isBusy() ? busy() : another());
        }
        Kind kind = kind(error);
        return exception(kind, number.isEmpty() ? error : error + " " + number, remedy(kind, number));
    }

    private TokenException exception(Kind kind, String code, String remedy) {
        return new TokenException(system, kind, code, remedy, retryAfter, null);
    }

    private static boolean isOwn(String error, String number) {
        return Stream.of(NEED_A_PERSON, PASSING, FOR_GOOD).anyMatch(known -> known.contains(error))
                || !error.isEmpty() && !number.isEmpty();
    }

    private boolean isBusy() {
        return status >= 500 || status == 429 || status == 408;
    }

    private Kind kind(String error) {
        if (isBusy() || PASSING.contains(error)) {
            return Kind.TRANSIENT;
        }
        boolean ofAPerson = system.equals(Audience.PARTNER_CENTER.system());
        return ofAPerson && NEED_A_PERSON.contains(error) ? Kind.CONSENT_LOST : Kind.UNAUTHORISED;
    }

    private String remedy(Kind kind, String number) {
        return switch (kind) {
            case TRANSIENT -> busy();
            case CONSENT_LOST -> consent();
            case UNAUTHORISED -> credential(number);
        };
    }

    private static String busy() {
        return "Entra ID is busy; it is asked again";
    }

    private String another() {
        return "something else answered in the place of Entra ID; look at the proxy, the firewall and " + system
                + ".authority; it is asked again";
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

    private static String number(JsonNode answer) {
        Matcher matcher = AADSTS.matcher(answer.path("error_description").asText(""));
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
