package org.referralconnectors.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoTest {

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final Narrator narrator = new Narrator(new PrintStream(console, true, UTF_8), false);

    @Test
    void everyStepOfTheStoryHappens() throws Exception {
        try (Stage stage = Stage.open(Pace.HURRIED)) {
            Prologue.tell(narrator, stage, "a log");
            List<Step> steps = Story.steps(stage, narrator);
            boolean told = new Story(narrator, steps, () -> false).tell();
            Epilogue.tell(narrator, stage);
            assertThat(told).as(text()).isTrue();
            assertThat(steps).hasSize(8).allSatisfy(step -> assertThat(text()).contains(step.title()));
            assertThat(text())
                    .doesNotContain("\u001b", "org.referralconnectors")
                    .contains("3 referrals, 3 leads", stage.management("/") + ", as admin with the password ");
            assertThat(statusPage(stage)).isEqualTo(200);
        }
    }

    @Test
    void aStepThatDoesNotHappenEndsTheStoryAndSaysWhy() {
        List<Step> steps = List.of(
                new Step("first", () -> 1),
                new Step("impossible", () -> {
                    throw new IllegalStateException("no lead came");
                }),
                new Step("never reached", () -> 1));
        assertThat(new Story(narrator, steps, () -> false).tell()).isFalse();
        assertThat(text()).contains("impossible", "FAILED", "no lead came").doesNotContain("never reached");
    }

    private static int statusPage(Stage stage) throws Exception {
        String login = Base64.getEncoder().encodeToString(("admin:" + stage.password()).getBytes(UTF_8));
        HttpRequest page = HttpRequest.newBuilder(URI.create(stage.management("/")))
                .header("Authorization", "Basic " + login)
                .build();
        return HttpClient.newHttpClient().send(page, BodyHandlers.discarding()).statusCode();
    }

    private String text() {
        return console.toString(UTF_8);
    }
}
