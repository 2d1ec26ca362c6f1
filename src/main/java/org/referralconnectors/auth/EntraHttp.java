package org.referralconnectors.auth;

import com.microsoft.aad.msal4j.HttpMethod;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.referralconnectors.auth.TokenException.Kind;

/**
 * How msal4j reaches Entra ID. Its own client loses the status of an answer without JSON, its log repeats descriptions
 * that name people, and it remembers a refusal for two minutes; so a refusal becomes a {@link TokenException} before it
 * sees one. Of an answer as much is read as any of Entra ID's has. The proxy of the JVM ({@code https.proxyHost}) is
 * used.
 */
final class EntraHttp implements IHttpClient {

    private static final int LARGEST = 256 * 1024;

    private final HttpClient client;
    private final Duration responseTimeout;
    private final String system;
    private final Clock clock;

    EntraHttp(String system, Trust trust, Duration connectTimeout, Duration responseTimeout, Clock clock) {
        this.system = system;
        this.responseTimeout = responseTimeout;
        this.clock = clock;
        this.client = trust.client(connectTimeout);
    }

    Duration longestExchange() {
        return responseTimeout;
    }

    @Override
    public IHttpResponse send(HttpRequest request) throws InterruptedException {
        java.net.http.HttpResponse<String> answer = answer(prepared(request));
        if (answer.statusCode() != 200) {
            throw new Refusal(system, answer.statusCode(), answer.body(), retryAfter(answer)).toException();
        }
        HttpResponse response = new HttpResponse().statusCode(200).body(answer.body());
        response.addHeaders(answer.headers().map());
        return response;
    }

    /** The text of a public document. */
    String text(String address) {
        try {
            java.net.http.HttpRequest request =
                    java.net.http.HttpRequest.newBuilder(URI.create(address)).build();
            java.net.http.HttpResponse<String> answer = answer(request);
            if (answer.statusCode() == 200) {
                return answer.body();
            }
            throw new Refusal(system, answer.statusCode(), answer.body(), retryAfter(answer)).toException();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unreachable("interrupted", "the command was stopped", stopped);
        }
    }

    private static java.net.http.HttpRequest prepared(HttpRequest request) {
        java.net.http.HttpRequest.Builder builder =
                java.net.http.HttpRequest.newBuilder(URI.create(request.url().toString()));
        request.headers().forEach((name, value) -> {
            if (value != null) {
                builder.header(name, value);
            }
        });
        return request.httpMethod() == HttpMethod.POST
                ? builder.POST(BodyPublishers.ofString(request.body())).build()
                : builder.build();
    }

    /** The time-out of the JDK's client ends with the headers; this one holds for the body too. */
    private java.net.http.HttpResponse<String> answer(java.net.http.HttpRequest request) throws InterruptedException {
        CompletableFuture<java.net.http.HttpResponse<String>> call = client.sendAsync(
                request,
                status -> BodySubscribers.mapping(
                        new LimitedBody(LARGEST), body -> new String(body, StandardCharsets.UTF_8)));
        try {
            return call.get(responseTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
            call.cancel(true);
            throw unreachable("timeout", "Entra ID did not answer in time; it is asked again", silent);
        } catch (ExecutionException failed) {
            throw unreachable(failed.getCause());
        }
    }

    private TokenException unreachable(Throwable cause) {
        if (cause instanceof SSLException) {
            return unreachable("tls", "its certificate is not trusted; add its authority to tls.trusted-roots", cause);
        }
        String code = cause instanceof ConnectException ? "connection" : "network";
        return unreachable(code, "Entra ID can't be reached; it is asked again", cause);
    }

    private TokenException unreachable(String code, String remedy, Throwable cause) {
        return new TokenException(system, Kind.TRANSIENT, code, remedy, null, cause);
    }

    private Duration retryAfter(java.net.http.HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .map(text -> RetryAfter.parse(text, clock.instant()))
                .orElse(null);
    }
}
