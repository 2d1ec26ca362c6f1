package org.referralconnectors.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class VitalsTest {

    private static final Consumer<Runnable> THERE = Runnable::run;
    private static final Consumer<Runnable> SILENT = answered -> {};

    private final Vitals vitals = new Vitals();

    @Test
    void namesThoseThatDontAnswerAndThoseThatCantBeCalled() {
        vitals.watch(Map.of("a", THERE, "b", SILENT, "c", answered -> {
            throw new IllegalStateException("ended");
        }));
        assertThat(vitals.silent()).containsExactlyInAnyOrder("b", "c");
        assertThat(vitals.call().getState().name()).isEqualTo("DOWN");
        assertThat(vitals.call().getMessage().orElseThrow()).contains("Gone or stuck: ", "Restart the process");
        assertThat(vitals.isLiveness()).isTrue();
        assertThat(vitals.isReadiness()).isFalse();
    }

    @Test
    void aPauseOfTheWholeProcessSpoilsOneCallAndNoMore() {
        AtomicInteger calls = new AtomicInteger();
        vitals.watch(Map.of("a", answered -> (calls.getAndIncrement() == 0 ? SILENT : THERE).accept(answered)));
        assertThat(vitals.silent()).isEmpty();
    }

    @Test
    void whatGoesOnIsAliveAgainAndWhatIsToldToStopIsNotMissed() {
        Queue<Runnable> stuck = new ConcurrentLinkedQueue<>();
        AtomicBoolean goesOn = new AtomicBoolean();
        vitals.watch(
                Map.of("a", answered -> (goesOn.get() ? THERE : (Consumer<Runnable>) stuck::add).accept(answered)));
        assertThat(vitals.silent()).containsExactly("a");
        goesOn.set(true);
        stuck.forEach(Runnable::run);
        assertThat(vitals.silent()).isEmpty();
        vitals.watch(Map.of("a", SILENT));
        vitals.forget();
        assertThat(vitals.call().getState().name()).isEqualTo("UP");
    }
}
