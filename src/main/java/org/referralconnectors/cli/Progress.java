package org.referralconnectors.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** How far a long command is: one line that changes on a terminal, every few seconds a line elsewhere. */
final class Progress {

    private static final long SILENCE_NANOS = Duration.ofSeconds(5).toNanos();

    private final PrintWriter out;
    private final boolean terminal;
    private final LongSupplier nanos;
    private int shown;
    private long saidAt;

    Progress(PrintWriter out) {
        this(out, isTerminal(), System::nanoTime);
    }

    /** @param nanos a time that only goes forward, in nanoseconds from any beginning */
    Progress(PrintWriter out, boolean terminal, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
        this.saidAt = nanos.getAsLong();
    }

    void show(String text) {
        if (terminal) {
            out.print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
            out.flush();
            shown = text.length();
        } else if (nanos.getAsLong() - saidAt >= SILENCE_NANOS) {
            out.println(text);
            saidAt = nanos.getAsLong();
        }
    }

    /** Takes the line away, for what is printed in its place. */
    void clear() {
        if (shown > 0) {
            out.print("\r" + " ".repeat(shown) + "\r");
            out.flush();
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
