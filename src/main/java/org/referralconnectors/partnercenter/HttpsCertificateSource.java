package org.referralconnectors.partnercenter;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.referralconnectors.auth.LimitedBody;

/** Fetches over HTTPS: no redirects, a small body, and one deadline for the whole answer, however slowly it drips. */
public final class HttpsCertificateSource implements CertificateSource {

    /** From the first packet to the last byte; a delivery waits for it, and its sender waits for the delivery. */
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final HttpClient client;
    private final Duration deadline;

    /** @param client one that decides which certificate hosts are genuine, and follows no redirect */
    public HttpsCertificateSource(HttpClient client) {
        this(client, DEADLINE);
    }

    HttpsCertificateSource(HttpClient client, Duration deadline) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("a redirect leads away from the allowed hosts");
        }
        this.client = client;
        this.deadline = deadline;
    }

    @Override
    public Answer fetch(URI url) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(url).build();
        CompletableFuture<HttpResponse<byte[]>> response =
                client.sendAsync(request, status -> new LimitedBody(LARGEST_BODY));
        try {
            HttpResponse<byte[]> answer = response.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(answer.statusCode(), answer.body());
        } catch (TimeoutException tooSlow) {
            throw new HttpTimeoutException("no complete answer within " + deadline);
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } finally {
            response.cancel(true);
        }
    }
}
