package org.referralconnectors.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;

/** How far a long command is: one line that changes on a terminal, now and then a line elsewhere. */
final class Progress {

    private static final long SILENCE_NANOS = Duration.ofSeconds(5).toNanos();

    private final PrintWriter out;
    private final boolean terminal;
    private int shown;
    private long saidAt = System.nanoTime() - SILENCE_NANOS;

    Progress(PrintWriter out) {
        this(out, isTerminal());
    }

    Progress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(String text) {
        if (terminal) {
            out.print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
            out.flush();
            shown = text.length();
        } else if (System.nanoTime() - saidAt >= SILENCE_NANOS) {
            out.println(text);
            saidAt = System.nanoTime();
        }
    }

    /** Leaves the line to what comes next. */
    void end() {
        if (shown > 0) {
            out.println();
            shown = 0;
        }
    }

    /** Since Java 22 there is a console even where there is no terminal, and it says so; before, there is none. */
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }
}
