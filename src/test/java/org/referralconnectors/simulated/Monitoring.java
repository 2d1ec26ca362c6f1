package org.referralconnectors.simulated;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** What monitoring asks a process of the application on its management port. */
public final class Monitoring {

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final String address;

    public Monitoring(String managementPort) {
        this.address = "http://localhost:" + managementPort + "/observe/";
    }

    public boolean isReady() {
        try {
            return http.send(request("health/ready"), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs that ended since the process started; 0 while it isn't there. */
    public long runs() {
        try {
            return http.send(request("metrics"), BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith("referral_connectors_runs_total{"))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        } catch (IOException gone) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(5))
                .build();
    }
}
