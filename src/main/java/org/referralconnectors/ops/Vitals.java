package org.referralconnectors.ops;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alive only while each of these answers: where one is gone or stuck, only a restart helps. Each is called up to three
 * times, a second each, so that what stops the whole process for a while (a suspension, a long garbage collection)
 * spoils one call at most; a clock that is set spoils none, since none is looked at.
 */
public final class Vitals extends AbstractHealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(Vitals.class);
    private static final int CALLS = 3;
    private static final long CALL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private volatile Map<String, Consumer<Runnable>> vitals = Map.of();
    private volatile List<String> told = List.of();

    public Vitals() {
        super("connectors", "threads");
    }

    /** @param calls by name; each calls somebody, who runs what it is given once it has come by */
    public void watch(Map<String, Consumer<Runnable>> calls) {
        vitals = calls;
    }

    /** From here on it counts as alive: what stops now was told to. */
    public void forget() {
        vitals = Map.of();
    }

    /** The names of those that don't answer. */
    public List<String> silent() {
        Map<String, Consumer<Runnable>> called = vitals;
        List<String> silent = List.copyOf(called.keySet());
        for (int calls = 0; calls < CALLS && !silent.isEmpty(); calls++) {
            silent = silent(called, silent);
        }
        tell(silent);
        return silent;
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    public boolean isLiveness() {
        return true;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        List<String> silent = silent();
        if (silent.isEmpty()) {
            result.up();
        } else {
            result.message("Gone or stuck: " + String.join(", ", silent)
                            + ". Restart the process, and report what the log says")
                    .down();
        }
    }

    private static List<String> silent(Map<String, Consumer<Runnable>> calls, List<String> names) {
        long end = System.nanoTime() + CALL_NANOS;
        Map<String, CountDownLatch> answers = new LinkedHashMap<>();
        names.forEach(name -> answers.put(name, call(calls.get(name))));
        List<String> silent = new ArrayList<>(names);
        silent.removeIf(name -> answers(answers.get(name), end));
        return silent;
    }

    private static CountDownLatch call(Consumer<Runnable> vital) {
        CountDownLatch answer = new CountDownLatch(1);
        try {
            vital.accept(answer::countDown);
        } catch (RuntimeException cantBeCalled) {
            LOG.debug("It can't be called", cantBeCalled);
        }
        return answer;
    }

    private static boolean answers(CountDownLatch answer, long end) {
        try {
            return answer.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void tell(List<String> silent) {
        if (silent.equals(told)) {
            return;
        }
        told = silent;
        if (silent.isEmpty()) {
            LOG.info("Whatever was stuck goes on");
        } else {
            LOG.error("Gone or stuck: {}", String.join(", ", silent));
        }
    }
}
