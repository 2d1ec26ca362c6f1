package org.referralconnectors.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Any page that the browser has open, and any process of the machine, can ask there: only one answer ends it. */
class LoopbackRedirectTest {

    private static final String STATE = "4f1d-fresh_and-secret";
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final HttpClient browser = HttpClient.newHttpClient();
    private final LoopbackRedirect redirect = new LoopbackRedirect(STATE);

    @AfterEach
    void stop() {
        redirect.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /?code=x",
        "GET, /?error=access_denied",
        "GET, /?code=x&state=",
        "GET, /?code=x&state=another",
        "GET, /?error=access_denied&state=another",
        "GET, /?error=access_denied&error_description=AADSTS65004",
        "GET, /?code=x&state=4f1d-fresh_and-secre",
        "GET, /?code=x&state=4f1d-fresh_and-secret0",
        "GET, /?code=x&state=4F1D-FRESH_AND-SECRET",
        "GET, /?code=x&state=another&state=4f1d-fresh_and-secret",
        "GET, /?code=x&STATE=4f1d-fresh_and-secret",
        "GET, /?state=4f1d-fresh_and-secret",
        "GET, /?code=&state=4f1d-fresh_and-secret",
        "GET, /other?code=x&state=4f1d-fresh_and-secret",
        "POST, /?code=x&state=4f1d-fresh_and-secret",
        "HEAD, /?code=x&state=4f1d-fresh_and-secret",
        "GET, /favicon.ico",
        "GET, /"
    })
    void whatIsNotTheAnswerIs404AndTheSignInGoesOn(String method, String path) throws Exception {
        assertThat(ask(method, path).statusCode()).isEqualTo(404);
        assertThatThrownBy(() -> redirect.await(SOON)).hasMessageContaining("Nobody signed in");

        CompletableFuture<HttpResponse<String>> answer = browser.sendAsync(
                HttpRequest.newBuilder(redirect.address().resolve("/?code=genuine&state=" + STATE))
                        .build(),
                BodyHandlers.ofString());
        assertThat(redirect.await(LONG).code()).isEqualTo("genuine");
        redirect.ended(true);
        assertThat(answer.join().statusCode()).isEqualTo(200);
    }

    @Test
    void aRefusalWithTheStateEndsItAndASecondAnswerChangesNothing() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = browser.sendAsync(
                HttpRequest.newBuilder(redirect.address().resolve("/?error=access_denied&state=" + STATE))
                        .build(),
                BodyHandlers.ofString());
        assertThat(redirect.await(LONG).error()).isEqualTo("access_denied");
        assertThat(ask("GET", "/?code=late&state=" + STATE).statusCode()).isEqualTo(404);
        assertThat(redirect.await(LONG).error()).isEqualTo("access_denied");
        redirect.ended(false);
        assertThat(answer.join().statusCode()).isEqualTo(400);
    }

    @Test
    void nobodyComingBackIsToldAfterTheLimit() {
        assertThatThrownBy(() -> redirect.await(SOON))
                .isInstanceOf(LoginFailed.class)
                .hasMessageContaining("Nobody signed in");
    }

    private HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        URI address = URI.create(redirect.address() + path);
        return browser.send(
                HttpRequest.newBuilder(address)
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }
}
