package org.referralconnectors.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.referralconnectors.auth.Audience.DYNAMICS;
import static org.referralconnectors.auth.Audience.PARTNER_CENTER;
import static org.referralconnectors.auth.TokenException.Kind.CONSENT_LOST;
import static org.referralconnectors.auth.TokenException.Kind.TRANSIENT;
import static org.referralconnectors.auth.TokenException.Kind.UNAUTHORISED;
import static org.referralconnectors.simulated.Faults.anywhere;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.simulated.Answer;

class TokenFailuresTest {

    private static final String PERSON = "referrals.admin@partner.example";

    @TempDir
    Path folder;

    private final InMemorySecrets store = new InMemorySecrets();
    private EntraFixture entra;

    @BeforeEach
    void start() {
        entra = new EntraFixture(folder);
    }

    @AfterEach
    void stop() {
        entra.close();
    }

    @Test
    void aWrongSecretIsUnauthorisedAndItsSettingNamed() {
        entra.settings.setProperty("dynamics.client-secret", "a-wrong-one");

        TokenException failure = failure(DYNAMICS);
        assertThat(failure.kind()).isEqualTo(UNAUTHORISED);
        assertThat(failure.system()).isEqualTo("dynamics");
        assertThat(failure.code()).isEqualTo("invalid_client AADSTS7000215");
        assertThat(failure.remedy()).contains("dynamics.client-secret");
        assertThat(printed(failure)).doesNotContain("a-wrong-one");
    }

    @Test
    void aWrongSecretOfPartnerCenterIsNoLostConsent() {
        entra.consent();
        entra.settings.setProperty("partner-center.client-secret", "a-wrong-one");

        assertThat(failure(PARTNER_CENTER).kind()).isEqualTo(UNAUTHORISED);
        assertThat(failure(PARTNER_CENTER).remedy()).contains("partner-center.client-secret");
    }

    @Test
    void anUnknownApplicationIsUnauthorised() {
        entra.settings.setProperty("dynamics.client-id", UUID.randomUUID().toString());

        assertThat(failure(DYNAMICS).kind()).isEqualTo(UNAUTHORISED);
        assertThat(failure(DYNAMICS).code()).isEqualTo("unauthorized_client AADSTS700016");
    }

    @Test
    void anUnknownTenantIsUnauthorised() {
        entra.settings.setProperty("dynamics.tenant-id", UUID.randomUUID().toString());

        assertThat(failure(DYNAMICS).kind()).isEqualTo(UNAUTHORISED);
        assertThat(failure(DYNAMICS).remedy()).contains("dynamics.tenant-id");
    }

    @Test
    void anOrganisationUnknownToTheTenantIsUnauthorised() {
        entra.settings.setProperty("dynamics.url", "https://fabrikam.crm.dynamics.com");

        assertThat(failure(DYNAMICS).kind()).isEqualTo(UNAUTHORISED);
        assertThat(failure(DYNAMICS).remedy()).contains("dynamics.url");
    }

    @Test
    void aRevokedConsentIsLostUntilANewOneIsGivenAndThenWorksAtOnce() {
        String refreshToken = entra.consent();
        Tokens tokens = entra.process(store);
        tokens.drop(tokens.token(PARTNER_CENTER));
        entra.entra.revokeAll();

        TokenException failure = catchThrowableOfType(TokenException.class, () -> tokens.token(PARTNER_CENTER));
        assertThat(failure.kind()).isEqualTo(CONSENT_LOST);
        assertThat(failure.code()).isEqualTo("invalid_grant AADSTS50173");
        assertThat(failure.remedy()).contains("login").contains("partner-center.refresh-token");
        assertThat(printed(failure)).doesNotContain(refreshToken).doesNotContain(PERSON);
        assertThat(tokens.failure(PARTNER_CENTER)).contains(failure);

        entra.consent();
        assertThat(entra.process(store).token(PARTNER_CENTER)).isNotEmpty();
    }

    @Test
    void aRefusalIsAskedAgainAndNotRemembered() {
        entra.consent();
        Tokens tokens = entra.process(store);
        tokens.drop(tokens.token(PARTNER_CENTER));
        Answer refused = Answer.json(400, JsonNodeFactory.instance.objectNode().put("error", "invalid_grant"));
        entra.server.faults().answer(anywhere(), 1, refused);

        assertThat(catchThrowableOfType(TokenException.class, () -> tokens.token(PARTNER_CENTER))
                        .kind())
                .isEqualTo(CONSENT_LOST);
        assertThat(tokens.token(PARTNER_CENTER)).isNotEmpty();
    }

    @Test
    void withoutARefreshTokenAnywhereTheRemedyIsToLogIn() {
        TokenException failure = failure(PARTNER_CENTER);

        assertThat(failure.kind()).isEqualTo(CONSENT_LOST);
        assertThat(failure.remedy()).contains("login");
        assertThat(entra.requests()).isZero();
    }

    @Test
    void aStoredConsentOfAnotherApplicationIsNoConsent() {
        entra.consent();
        entra.process(store).token(PARTNER_CENTER);
        entra.settings.remove("partner-center.refresh-token");
        entra.settings.setProperty("partner-center.client-id", UUID.randomUUID().toString());

        assertThat(failure(PARTNER_CENTER).kind()).isEqualTo(CONSENT_LOST);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void aBusyEntraIsTransientWhateverItsBodyAndAskedOnlyOnce(int status) {
        byte[] page = ("<html>sorry, " + PERSON + "</html>").getBytes(StandardCharsets.UTF_8);
        entra.server.faults().answer(anywhere(), 1, new Answer(status, Map.of("Retry-After", "17"), page));

        TokenException failure = failure(DYNAMICS);
        assertThat(failure.kind()).isEqualTo(TRANSIENT);
        assertThat(failure.code()).isEqualTo("http_" + status);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(17));
        assertThat(printed(failure)).doesNotContain(PERSON);
        assertThat(entra.requests()).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsNoTokenIsTransient() {
        byte[] page =
                ("<html>please log in to the guest network, " + PERSON + "</html>").getBytes(StandardCharsets.UTF_8);
        entra.server.faults().answer(anywhere(), 1, new Answer(200, Map.of("Content-Type", "text/html"), page));

        TokenException failure = failure(DYNAMICS);
        assertThat(failure.kind()).isEqualTo(TRANSIENT);
        assertThat(printed(failure)).doesNotContain(PERSON);
    }

    @Test
    void aJsonObjectWithoutATokenIsTransient() {
        entra.server.faults().answer(anywhere(), 1, Answer.json(200, JsonNodeFactory.instance.objectNode()));

        assertThat(failure(DYNAMICS).kind()).isEqualTo(TRANSIENT);
    }

    @Test
    void aRefusedConnectionIsTransient() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        entra.settings.setProperty("dynamics.authority", "https://localhost:" + free);

        assertThat(failure(DYNAMICS).kind()).isEqualTo(TRANSIENT);
        assertThat(failure(DYNAMICS).code()).isEqualTo("connection");
    }

    @Test
    void aNameThatIsNotFoundIsTransient() {
        entra.settings.setProperty("dynamics.authority", "https://login.invalid");

        assertThat(failure(DYNAMICS).kind()).isEqualTo(TRANSIENT);
        assertThat(failure(DYNAMICS).remedy()).contains("can't be reached");
    }

    @Test
    void aResetConnectionIsTransient() {
        entra.server.faults().resetBefore(anywhere(), 1);

        assertThat(failure(DYNAMICS).kind()).isEqualTo(TRANSIENT);
    }

    @Test
    void anAnswerThatDoesNotComeIsATimeout() {
        entra.settings.setProperty("http.response-timeout", "PT0.3S");
        entra.server.faults().silentBefore(anywhere(), 1);

        TokenException failure = failure(DYNAMICS);
        assertThat(failure.code()).isEqualTo("timeout");
        assertThat(failure.kind()).isEqualTo(TRANSIENT);
    }

    @Test
    void ofABodyThatNeverEndsOnlyItsBeginningIsRead() {
        entra.server.faults().endless(anywhere(), 1);

        TokenException failure = failure(DYNAMICS);
        assertThat(failure.code()).isEqualTo("unreadable_answer");
        assertThat(failure.kind()).isEqualTo(TRANSIENT);
    }

    static Stream<Arguments> answersOfSomethingElse() {
        List<String> bodies = List.of(
                "",
                "<!DOCTYPE html><html><body>Sign in to the guest network, " + PERSON + "</body></html>",
                "{\"statusCode\": 403, \"message\": \"Forbidden\"}",
                "{\"error\": \"Forbidden\"}",
                "{\"error\": {\"code\": \"invalid_client\", \"message\": \"no\"}}",
                "{\"error\": null, \"error_description\": 7}",
                "[\"invalid_client\"]",
                "\"invalid_client\"",
                "{\"error\": \"invalid_cli",
                "{\"error\": \"invalid_client\", \"padding\": \"" + "x".repeat(3_000_000) + "\"}");
        return Stream.of(200, 302, 400, 401, 403, 404, 407, 410, 500, 502, 503).flatMap(status -> bodies.stream()
                .map(body -> Arguments.of(
                        status, Named.of("'" + body.substring(0, Math.min(30, body.length())) + "'", body))));
    }

    /** It says nothing of our credential, and nothing of anybody's consent. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("answersOfSomethingElse")
    void whatIsNotInEntraIdsOwnWordsBlamesNoCredentialAndNoConsent(int status, String body) {
        entra.consent();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        entra.server
                .faults()
                .answer(anywhere(), 2, new Answer(status, Map.of("Location", "https://proxy.example/"), bytes));

        for (Audience audience : List.of(DYNAMICS, PARTNER_CENTER)) {
            TokenException failure = failure(audience);
            assertThat(failure.kind()).isEqualTo(TRANSIENT);
            assertThat(failure.remedy()).doesNotContain("client-secret", "login");
            assertThat(failure.code()).isEqualTo(status == 200 ? "unreadable_answer" : "http_" + status);
            assertThat(printed(failure)).doesNotContain(PERSON);
            if (status > 200 && status < 500) {
                assertThat(failure.remedy()).contains("proxy", audience.system() + ".authority");
            }
        }
        assertThat(entra.requests()).isEqualTo(2);
    }

    static Stream<Arguments> answersOfItsOwn() {
        return Stream.of(
                Arguments.of(
                        401, "invalid_client", "AADSTS7000215: Invalid client secret.", UNAUTHORISED, UNAUTHORISED),
                Arguments.of(400, "invalid_grant", "AADSTS700082: The token has expired.", UNAUTHORISED, CONSENT_LOST),
                Arguments.of(400, "invalid_grant", "", UNAUTHORISED, CONSENT_LOST),
                Arguments.of(400, "invalid_tenant", "AADSTS90002: Tenant not found.", UNAUTHORISED, UNAUTHORISED),
                Arguments.of(400, "invalid_scope", "", UNAUTHORISED, UNAUTHORISED),
                Arguments.of(400, "interaction_required", "AADSTS50076: MFA.", UNAUTHORISED, CONSENT_LOST),
                Arguments.of(400, "server_error", "", TRANSIENT, TRANSIENT),
                Arguments.of(503, "invalid_grant", "AADSTS90033: Busy.", TRANSIENT, TRANSIENT),
                Arguments.of(429, "invalid_grant", "AADSTS90055: Too many.", TRANSIENT, TRANSIENT));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("answersOfItsOwn")
    void itsOwnWordsAreTaken(
            int status, String error, String description, TokenException.Kind application, TokenException.Kind person) {
        entra.consent();
        Answer own = Answer.json(
                status,
                JsonNodeFactory.instance.objectNode().put("error", error).put("error_description", description));
        entra.server.faults().answer(anywhere(), 2, own);

        assertThat(failure(DYNAMICS).kind()).isEqualTo(application);
        assertThat(failure(PARTNER_CENTER).kind()).isEqualTo(person);
    }

    @Test
    void anUntrustedCertificateIsNamedWithTheSettingThatTrustsIt() {
        Tokens tokens = entra.process(store, Trust.of(Optional.empty()));
        TokenException failure = catchThrowableOfType(TokenException.class, () -> tokens.token(DYNAMICS));

        assertThat(failure.kind()).isEqualTo(TRANSIENT);
        assertThat(failure.remedy()).contains("tls.trusted-roots");
    }

    private TokenException failure(Audience audience) {
        Tokens tokens = entra.process(store);
        TokenException failure = catchThrowableOfType(TokenException.class, () -> tokens.token(audience));
        assertThat(printed(failure)).doesNotContain(EntraFixture.SECRET);
        return failure;
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
