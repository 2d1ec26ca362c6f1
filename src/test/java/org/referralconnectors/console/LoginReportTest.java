package org.referralconnectors.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginReportTest {

    private static final long NEVER = 3_600_000;

    private final Vertx vertx = Vertx.vertx();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Logger root = (Logger) LogManager.getRootLogger();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AbstractAppender captured = new AbstractAppender("captured", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            lines.add(event.getMessage().getFormattedMessage());
        }
    };

    @BeforeEach
    void listen() {
        captured.start();
        root.addAppender(captured);
    }

    @AfterEach
    void close() {
        root.removeAppender(captured);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void everyOutcomeIsCountedFromTheStart() {
        LoginReport report = new LoginReport(meters, NEVER);
        for (String outcome : List.of("accepted", "refused", "slowed")) {
            assertThat(count(outcome)).isZero();
        }
        report.accepted();
        report.refused(vertx, "192.0.2.1");
        report.slowed(vertx, "192.0.2.1");
        report.slowed(vertx, "192.0.2.1");
        assertThat(count("accepted")).isEqualTo(1);
        assertThat(count("refused")).isEqualTo(1);
        assertThat(count("slowed")).isEqualTo(2);
    }

    @Test
    void theFirstIsToldAtOnceAndNoMoreWithinThePeriod() {
        LoginReport report = new LoginReport(meters, NEVER);
        for (int i = 0; i < 10_000; i++) {
            report.slowed(vertx, "192.0.2." + i % 250);
        }
        assertThat(lines).singleElement().asString().contains(": 1 since", "from 192.0.2.0.", "camel.management.host");
    }

    @Test
    void whatCameMeanwhileIsToldWhenThePeriodIsOverAndThenThereIsSilence() {
        LoginReport report = new LoginReport(meters, 50);
        report.refused(vertx, "192.0.2.1");
        report.refused(vertx, "192.0.2.1");
        report.slowed(vertx, "192.0.2.9");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> lines.size() == 2);
        assertThat(lines.get(1)).contains(": 2 since", "from 192.0.2.9.");
        report.accepted();
        Awaitility.await().during(Duration.ofMillis(200)).until(() -> lines.size() == 2);
        report.refused(vertx, "192.0.2.3");
        assertThat(lines).hasSize(3);
    }

    private double count(String outcome) {
        return meters.get("referral_connectors_logins")
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
