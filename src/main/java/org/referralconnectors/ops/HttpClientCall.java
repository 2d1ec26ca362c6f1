package org.referralconnectors.ops;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/**
 * Whether the JDK's client for tokens and certificates still works: its one thread, once ended, is not begun anew, and
 * then every call fails. It asks one of our own listeners; whether that one answers is not the question here, so that
 * the client's own word that it does not is an answer too.
 */
public record HttpClientCall(HttpClient client, URI own) {

    private static final Duration LIMIT = Duration.ofMillis(800);

    public void call(Runnable answered) {
        HttpRequest request = HttpRequest.newBuilder(own).timeout(LIMIT).build();
        client.sendAsync(request, BodyHandlers.discarding()).whenComplete((answer, failure) -> {
            if (failure == null || isWordOfTheClient(failure)) {
                answered.run();
            }
        });
    }

    private static boolean isWordOfTheClient(Throwable failure) {
        Throwable why = failure instanceof CompletionException ? failure.getCause() : failure;
        return why instanceof ConnectException || why instanceof HttpTimeoutException;
    }
}
