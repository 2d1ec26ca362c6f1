package org.referralconnectors.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.referralconnectors.simulated.dataverse.Organisation;
import org.referralconnectors.simulated.dataverse.Write;

/** A first walk asks for a hundred and twenty pairs, and then a customer comes. */
class BehindWhatIsLiveTest extends FlowTestSupport {

    private static final int OLD = 120;

    @Test
    void aWebhookGoesBeforeWhatTheFirstSweepFound() {
        old();
        begin();
        sweep();
        theNewOneIsAmongTheFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"delta", "modified-on"})
    void aWebhookGoesBeforeWhatTheFirstPollFound(String mode) {
        old().forEach(this::ordinary);
        begin("dynamics.poll-mode", mode);
        poll();
        theNewOneIsAmongTheFirst();
    }

    @Test
    void aWebhookGoesBeforeAllPairsUnderChangedRules() {
        start("sync.settle", "PT0S", "sync.write", "none");
        List<String> ids =
                IntStream.range(0, OLD).mapToObj(n -> referral(r -> {})).toList();
        eventually().until(() -> ids.stream().noneMatch(id -> history(id).isEmpty()) && idle());
        application.close();
        begin();
        eventually()
                .until(() -> !application.operations().longWork().underWay().isEmpty()
                        || application.backlog().counts().waiting() > OLD / 2);
        theNewOneIsAmongTheFirst();
    }

    /** Two workers, and a service that takes its time. */
    private void begin(String... more) {
        world.dataverseServer().faults().latency(Duration.ofMillis(60));
        List<String> settings = new ArrayList<>(List.of("sync.workers", "2", "sync.settle", "PT0S"));
        settings.addAll(List.of(more));
        start(settings.toArray(String[]::new));
    }

    private List<String> old() {
        world.partner().notifications().dropNext(OLD);
        List<String> ids =
                IntStream.range(0, OLD).mapToObj(n -> referral(r -> {})).toList();
        world.partner().notifications().dropNext(0);
        return ids;
    }

    private void theNewOneIsAmongTheFirst() {
        long before = written();
        String live = referral(r -> {});
        inStep(live);
        assertThat(written() - before).as("leads written before").isLessThan(OLD / 3);
        world.dataverseServer().faults().clear();
        eventually().until(this::idle);
    }

    /** Different leads, made or changed: those that a poll finds are there already. */
    private long written() {
        return world.dataverse().writes().stream()
                .filter(write -> write.by().equals(Organisation.idOf("application user")))
                .map(Write::lead)
                .distinct()
                .count();
    }
}
