package org.referralconnectors.demo;

import java.io.Console;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The demo: the real application between simulated services on this machine. It tells a story of eight steps and then goes on
 * quietly until Ctrl-C. With {@code -Ddemo.seconds=N} it ends by itself after N seconds, but not before the story is told:
 * with exit code 0 when every step happened, otherwise with 1, at once.
 */
public final class Demo {

    private static final String LOG = "target/demo.log";

    private final CountDownLatch ending = new CountDownLatch(1);
    private final Narrator narrator;
    private final Stopwatch watch = new Stopwatch();

    private Demo(Narrator narrator) {
        this.narrator = narrator;
    }

    public static void main(String[] arguments) {
        System.setProperty("log4j2.configurationFile", "demo-log4j2.xml");
        System.setProperty("demo.log", LOG);
        Narrator narrator = new Narrator(System.out, isColourful());
        System.exit(new Demo(narrator).run(Long.getLong("demo.seconds")) ? 0 : 1);
    }

    /** @param seconds null: until Ctrl-C */
    private boolean run(Long seconds) {
        try (Stage stage = Stage.open(Pace.CALM)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stage)));
            Prologue.tell(narrator, stage, LOG);
            boolean told = new Story(narrator, Story.steps(stage, narrator), () -> ending.getCount() == 0).tell();
            if (told) {
                Epilogue.tell(narrator, stage);
                live(stage, seconds);
            }
            return told;
        }
    }

    private void live(Stage stage, Long seconds) {
        narrator.line(
                seconds == null
                        ? "Life goes on, quietly. Ctrl-C ends it."
                        : "Life goes on, quietly, until " + seconds + " s are over.");
        Life life = new Life(stage, narrator);
        try {
            while (!ending.await(
                            life.pause(seconds == null ? Long.MAX_VALUE : seconds * 1000 - watch.millis()),
                            TimeUnit.MILLISECONDS)
                    && (seconds == null || watch.millis() < seconds * 1000)) {
                life.goOn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** By Ctrl-C, or after the exit code is certain. */
    private void end(Stage stage) {
        ending.countDown();
        stage.close();
    }

    private static boolean isColourful() {
        String terminal = System.getenv().getOrDefault("TERM", "dumb");
        return isTerminal(System.console())
                && System.getenv().getOrDefault("NO_COLOR", "").isEmpty()
                && !terminal.equals("dumb");
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
