package org.referralconnectors.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** The application's own counters, as Prometheus reads them. */
final class Metrics {

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;

    Metrics(String address) {
        this.address = URI.create(address);
    }

    /** A counter, summed over its labels; 0 while nothing was counted. */
    long count(String name) {
        return count(name, "");
    }

    /** @param label part of a sample's labels, such as {@code outcome="signature"} */
    long count(String name, String label) {
        return text().lines()
                .filter(line -> line.startsWith("referral_connectors_" + name))
                .filter(line -> line.contains(label))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private String text() {
        try {
            return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
