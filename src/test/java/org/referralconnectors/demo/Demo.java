package org.referralconnectors.demo;

import java.io.Console;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The demo: the real application between simulated services on this machine. It tells a story of eight steps and then
 * goes on quietly until Ctrl-C. With {@code -Ddemo.seconds=N} it ends by itself after N seconds, but not before the
 * story is told. The exit code is 0 when every step happened, and 1, at once, when one did not.
 */
public final class Demo {

    private static final String LOG = "target/demo.log";

    private final CountDownLatch ending = new CountDownLatch(1);
    private final Stopwatch watch = new Stopwatch();
    private final Narrator narrator;
    private final Long seconds;

    /** @param seconds null: until Ctrl-C */
    private Demo(Narrator narrator, Long seconds) {
        this.narrator = narrator;
        this.seconds = seconds;
    }

    public static void main(String[] arguments) {
        System.setProperty("log4j2.configurationFile", "demo-log4j2.xml");
        System.setProperty("demo.log", LOG);
        Narrator narrator = new Narrator(System.out, isColourful());
        System.exit(new Demo(narrator, Long.getLong("demo.seconds")).run() ? 0 : 1);
    }

    private boolean run() {
        try (Stage stage = Stage.open(Pace.CALM)) {
            Thread interruption = new Thread(() -> interrupt(stage));
            Runtime.getRuntime().addShutdownHook(interruption);
            boolean told = tell(stage);
            if (!isEnding()) {
                Runtime.getRuntime().removeShutdownHook(interruption);
            }
            return told;
        } catch (RuntimeException wrong) {
            narrator.failed(wrong.getMessage());
            return false;
        }
    }

    private boolean tell(Stage stage) {
        Prologue.tell(narrator, stage, LOG);
        if (!new Story(narrator, Story.steps(stage, narrator), this::isEnding).tell()) {
            return false;
        }
        Epilogue.tell(narrator, stage);
        narrator.line("Life goes on, " + (seconds == null ? "until Ctrl-C." : "until " + seconds + " s are over."));
        live(new Life(stage, narrator));
        return true;
    }

    private void live(Life life) {
        try {
            while (!ending.await(Math.min(life.pauseMillis(), millisLeft()), TimeUnit.MILLISECONDS)
                    && millisLeft() > 0) {
                life.goOn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long millisLeft() {
        return seconds == null ? Long.MAX_VALUE : TimeUnit.SECONDS.toMillis(seconds) - watch.millis();
    }

    private boolean isEnding() {
        return ending.getCount() == 0;
    }

    /** On Ctrl-C the JVM waits for this. */
    private void interrupt(Stage stage) {
        ending.countDown();
        narrator.line("");
        narrator.line("Stopping: what runs is finished, the store of the demo is deleted.");
        stage.close();
    }

    private static boolean isColourful() {
        return isTerminal(System.console())
                && System.getenv().getOrDefault("NO_COLOR", "").isEmpty()
                && !System.getenv().getOrDefault("TERM", "dumb").equals("dumb");
    }

    /** From JDK 22 on there is a console without a terminal too, which says so itself. */
    private static boolean isTerminal(Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderThan22) {
            return true;
        }
    }
}
