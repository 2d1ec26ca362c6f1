package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Guessing the password of the management port: slowed, counted, told of, and no trouble for anybody else. */
class LoginHttpTest extends ConsoleSupport {

    private static final int GUESSES = 2_000;

    @Test
    void guessingIsSlowedCountedAndToldOfOnce() {
        try (WebhookHttpTestLog log = new WebhookHttpTestLog()) {
            long begun = System.nanoTime();
            Map<Integer, Long> answers = IntStream.range(0, GUESSES)
                    .parallel()
                    .mapToObj(i -> send(stranger("/").header("Authorization", basic(USER, "guess " + i)))
                            .statusCode())
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun) + 1;

            assertThat(answers).containsOnlyKeys(401, 429);
            assertThat(answers.get(401)).isBetween(10L, 10 + seconds);
            String metrics = send(stranger("/observe/metrics")).body();
            assertThat(counted(metrics, "refused")).isEqualTo(answers.get(401));
            // Java's client sends a GET once more, unasked, where a kept connection was closed under it.
            assertThat(counted(metrics, "slowed")).isBetween(answers.get(429), answers.get(429) + 5);
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("Wrong passwords"))
                    .hasSizeBetween(1, 1 + (int) (seconds / 60))
                    .allMatch(line -> line.startsWith("WARN ") && line.contains("127.0.0.1"));
            assertThat(log.lines()).noneMatch(line -> line.contains("guess "));
        }
        assertWhoeverIsSlowedLearnsNothingAndOthersAreNotHeldUp();
    }

    private void assertWhoeverIsSlowedLearnsNothingAndOthersAreNotHeldUp() {
        HttpResponse<String> right = eventually().until(this::rightAfterWrong, answer -> answer.statusCode() == 429);
        assertThat(right.body()).isEqualTo("{\"error\": \"Too many wrong passwords: try again later.\"}");
        assertThat(right.headers().firstValue("Retry-After").map(Integer::valueOf))
                .hasValueSatisfying(wait -> assertThat(wait).isBetween(1, 3));
        assertThat(send(stranger("/observe/health")).statusCode()).isEqualTo(200);
        assertThat(send(stranger("/hawtio/user")).statusCode()).as("no guess").isEqualTo(401);
        eventually().until(() -> get("/hawtio/user").statusCode() == 200);
    }

    private HttpResponse<String> rightAfterWrong() {
        send(stranger("/").header("Authorization", basic(USER, "guess")));
        return get("/hawtio/user");
    }

    private static long counted(String metrics, String outcome) {
        return metrics.lines()
                .filter(line -> line.startsWith("referral_connectors_logins_total{outcome=\"" + outcome + "\"}"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private HttpRequest.Builder stranger(String path) {
        return HttpRequest.newBuilder(URI.create(url(path)));
    }
}
