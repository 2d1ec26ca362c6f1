package org.referralconnectors.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.referralconnectors.simulated.CallBuilder.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedEntraTest {
    private static final String TENANT = UserTokens.TENANT;
    private static final String CLIENT = UserTokens.CLIENT_ID;
    private static final String TOKEN = "/" + TENANT + "/oauth2/v2.0/token";
    private static final String SCOPE = "scope=https%3A%2F%2Fapi.partner.microsoft.com%2F";
    private static final String KNOWN = "client_id=" + CLIENT + "&client_secret=right&";
    private static final String SIGN_IN =
            "response_type=code&response_mode=query&prompt=select_account&client_id=" + CLIENT
                    + "&" + SCOPE + ".default&redirect_uri=http://localhost:1/&state=of-sixteen-and-more"
                    + "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final String APP = "grant_type=client_credentials&";

    private final SimulatedEntra entra = new SimulatedEntra(Clock.systemUTC());

    @BeforeEach
    void register() {
        entra.register(new Application(TENANT, CLIENT, "right", null, Set.of(ReferralsApi.AUDIENCE)));
        entra.register(new Application(TENANT, "other", "right", null, Set.of(SimulatedRegistration.AUDIENCE)));
    }

    static Stream<Arguments> refused() {
        String nobody = "client_id=nobody&client_secret=right&";
        return Stream.of(
                arguments(
                        401,
                        "invalid_client",
                        7000215,
                        APP + "client_id=" + CLIENT + "&client_secret=wrong&" + SCOPE + ".default"),
                arguments(401, "invalid_client", 7000218, APP + "client_id=" + CLIENT + "&" + SCOPE + ".default"),
                arguments(
                        401,
                        "invalid_client",
                        50027,
                        APP + "client_id=" + CLIENT + "&client_assertion=a.b.c&" + SCOPE + ".default"),
                arguments(400, "unauthorized_client", 700016, APP + nobody + SCOPE + ".default"),
                arguments(400, "invalid_request", 900144, APP + SCOPE + ".default"),
                arguments(400, "invalid_request", 9002313, APP + APP + KNOWN),
                arguments(400, "unsupported_grant_type", 70003, "grant_type=password&" + KNOWN + SCOPE + ".default"),
                arguments(400, "invalid_scope", 70011, APP + KNOWN),
                arguments(400, "invalid_scope", 70011, APP + KNOWN + "scope=openid"),
                arguments(400, "invalid_scope", 70011, APP + KNOWN + SCOPE + "write_everything"),
                arguments(400, "invalid_scope", 1002012, APP + KNOWN + SCOPE + "user_impersonation"),
                arguments(
                        400,
                        "invalid_scope",
                        28000,
                        APP + KNOWN + SCOPE + ".default+https%3A%2F%2Fapi.partnercenter.microsoft.com%2F.default"),
                arguments(400, "invalid_resource", 500011, APP + KNOWN + "scope=https%3A%2F%2Felsewhere%2F.default"),
                arguments(
                        400,
                        "invalid_grant",
                        65001,
                        APP + KNOWN + "scope=https%3A%2F%2Fapi.partnercenter.microsoft.com%2F.default"),
                arguments(
                        400,
                        "invalid_grant",
                        70000,
                        "grant_type=refresh_token&refresh_token=x&" + KNOWN + SCOPE + ".default"),
                arguments(
                        400,
                        "invalid_grant",
                        70008,
                        "grant_type=authorization_code&code=x&" + KNOWN + SCOPE + ".default"));
    }

    @ParameterizedTest(name = "{1} {2}")
    @MethodSource("refused")
    void refusesATokenRequest(int status, String error, int code, String form) throws IOException {
        Answer answer = post(form);

        assertThat(answer.status()).isEqualTo(status);
        JsonNode body = Jwt.JSON.readTree(answer.body());
        assertThat(body.path("error").asText()).isEqualTo(error);
        assertThat(body.path("error_codes").get(0).asInt()).isEqualTo(code);
        assertThat(body.path("error_description").asText()).startsWith("AADSTS" + code + ": ");
        assertThat(entra.issued(ReferralsApi.AUDIENCE)).isZero();
    }

    @Test
    void refusesWhatIsNoTokenRequestAtAll() {
        assertThat(entra.answer(call("POST", TOKEN)
                                .body("{}")
                                .header("content-type", "application/json")
                                .build())
                        .status())
                .isEqualTo(400);
        assertThat(entra.answer(call("GET", TOKEN).build()).status()).isEqualTo(400);
        assertThat(entra.answer(call("POST", "/common/oauth2/v2.0/token").build())
                        .status())
                .isEqualTo(400);
        assertThat(entra.answer(call("POST", "/" + TENANT + "/oauth2/token").build())
                        .status())
                .isEqualTo(404);
        assertThat(entra.answer(call("GET", "/common/discovery/instance").build())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void givesANewRefreshTokenEachTimeAndKeepsTheOldOneGoodUntilItIsRevoked() throws IOException {
        String first = entra.consent(CLIENT);

        String second = refresh(first).path("refresh_token").asText();
        assertThat(second).isNotEqualTo(first);
        assertThat(refresh(first).has("access_token")).isTrue();

        entra.revoke(first);
        assertThat(refresh(first).path("error_codes").get(0).asInt()).isEqualTo(50173);
        assertThat(refresh(first).path("suberror").asText()).isEqualTo("bad_token");
        entra.expire(second);
        assertThat(refresh(second).path("error_codes").get(0).asInt()).isEqualTo(700082);
        assertThat(entra.issued(ReferralsApi.AUDIENCE)).isEqualTo(2);
    }

    @Test
    void aSingleUseRefreshTokenDiesWithItsUseAndAPasswordResetEndsAllOfThem() throws IOException {
        entra.singleUse(true);
        String first = entra.consent(CLIENT);

        String second = refresh(first).path("refresh_token").asText();

        assertThat(refresh(first).path("error").asText()).isEqualTo("invalid_grant");
        entra.revokeAll();
        assertThat(refresh(second).path("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void refusesARefreshTokenOfAnotherApplication() throws IOException {
        assertThat(refresh(entra.consent("other")).path("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void redeemsAnAuthorizationCodeOnceAndOnlyWithItsVerifier() {
        // The pair of RFC 7636, appendix B.
        String challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        String verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

        assertThat(redeem(code(challenge), verifier)).isEqualTo(200);
        assertThat(redeem(code(challenge), "another")).isEqualTo(400);
        String code = code(challenge);
        assertThat(redeem(code, verifier)).isEqualTo(200);
        assertThat(redeem(code, verifier)).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "code_challenge_method=S256->code_challenge_method=plain",
                "code_challenge=E9Melhoa->code_challenge=",
                "localhost:1/->localhost:1/elsewhere",
                "http://localhost:1/->http://127.0.0.1:1/",
                "http://localhost:1/->https://evil.example/",
                "state=of-sixteen-and-more->state=short",
                "prompt=select_account->prompt=none",
                "response_mode=query->response_mode=fragment",
                "response_type=code->response_type=token",
                "client_id=->client_id=x",
                ".default->write_everything"
            })
    void refusesWithAPageToShowASignIn(String change) {
        String[] parts = change.split("->");

        Answer page = authorize(SIGN_IN.replace(parts[0], parts[1]));

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.headers()).doesNotContainKey("location");
    }

    @Test
    void aSignInThatIsCancelledComesBackWithoutACodeAndAFormCountsOnce() {
        String context = context(authorize(SIGN_IN));

        String location = submit("ctx=" + context + "&action=cancel").headers().get("location");

        assertThat(location)
                .startsWith("http://localhost:1/?error=access_denied&")
                .contains("&state=of-sixteen-and-more")
                .doesNotContain("code=");
        assertThat(submit("ctx=" + context + "&action=sign-in").status()).isEqualTo(400);
    }

    @Test
    void tokensEndWhenTheirLifetimeIsOver() throws IOException {
        entra.lifetime(Duration.ZERO);
        String token = refresh(entra.consent(CLIENT)).path("access_token").asText();

        assertThat(entra.tokens()
                        .check("Bearer " + token, ReferralsApi.AUDIENCE)
                        .problem())
                .isEqualTo("expired");
    }

    private String code(String challenge) {
        Answer page = authorize(SIGN_IN.replace("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", challenge));
        assertThat(page.status()).isEqualTo(200);
        Answer answer = submit("ctx=" + context(page) + "&user=admin%40partner.example&mfa=on&action=sign-in");
        assertThat(answer.status()).isEqualTo(302);
        String location = answer.headers().get("location");
        assertThat(location).startsWith("http://localhost:1/?code=").contains("&state=of-sixteen-and-more&");
        return location.substring("http://localhost:1/?code=".length(), location.indexOf('&'));
    }

    private static String context(Answer page) {
        return new String(page.body(), StandardCharsets.UTF_8)
                .split("name=\"ctx\" value=\"")[1]
                .split("\"")[0];
    }

    private Answer submit(String form) {
        return entra.answer(call("POST", "/" + TENANT + "/oauth2/v2.0/login")
                .header("content-type", "application/x-www-form-urlencoded")
                .body(form)
                .build());
    }

    private Answer authorize(String query) {
        return entra.answer(call("GET", "/" + TENANT + "/oauth2/v2.0/authorize")
                .query(query)
                .build());
    }

    private int redeem(String code, String verifier) {
        return post("grant_type=authorization_code&redirect_uri=http://localhost:1/&code=" + code + "&code_verifier="
                        + verifier + "&" + KNOWN + SCOPE + ".default")
                .status();
    }

    private JsonNode refresh(String token) throws IOException {
        return Jwt.JSON.readTree(post("grant_type=refresh_token&refresh_token=" + token + "&" + KNOWN + SCOPE
                        + "user_impersonation+offline_access")
                .body());
    }

    private Answer post(String form) {
        return entra.answer(call("POST", TOKEN)
                .header("content-type", "application/x-www-form-urlencoded")
                .body(form)
                .build());
    }
}
