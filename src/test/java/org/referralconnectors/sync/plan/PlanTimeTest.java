package org.referralconnectors.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

/** Apart from the others, so that mutation testing need not plan this often for each mutant. */
class PlanTimeTest {

    private final Pair pair = new Pair();

    @Test
    void aPlanTakesLessThanATenthOfAMillisecond() {
        pair.inStep().lead().put("description", "Called them.");
        planOften(20_000);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        planOften(2_000);

        assertThat((threads.getCurrentThreadCpuTime() - start) / 2_000).isLessThan(100_000);
    }

    private void planOften(int times) {
        for (int i = 0; i < times; i++) {
            pair.plan();
        }
    }
}
