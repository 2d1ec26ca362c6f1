package org.referralconnectors.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Tells the story on the console: who did what, one short aligned line after the other. */
final class Narrator {

    private static final int WIDTH = 110;
    private static final int BOLD = 1;
    private static final int DIM = 2;
    private static final int RED = 31;
    private static final int GREEN = 32;
    private static final String ACTOR = "  %-16s";
    private static final String BELOW = " ".repeat(18);

    private final PrintStream out;
    private final boolean coloured;

    Narrator(PrintStream out, boolean coloured) {
        this.out = out;
        this.coloured = coloured;
    }

    /** A line in which nobody acts. */
    void line(String text) {
        out.println(text);
    }

    void heading(String text) {
        out.println();
        out.println(paint(text, BOLD));
    }

    /** @param text with a {@code %s} for each value */
    void say(Actor actor, String text, Object... values) {
        tell(paint(ACTOR.formatted(actor.text()), actor.colour()), text.formatted(values));
    }

    /** Something beside the actors: an address, a total. */
    void note(String name, String text) {
        tell(ACTOR.formatted(name), text);
    }

    /** What a command or a file says, word for word. */
    void quote(List<String> lines) {
        lines.forEach(line -> out.println(BELOW + paint(line, DIM)));
    }

    void happened(long millis) {
        out.println(
                paint(ACTOR.formatted("ok"), GREEN) + "%,d ms".formatted(millis).replace(',', ' '));
    }

    void failed(String why) {
        tell(paint(ACTOR.formatted("FAILED"), RED), why);
    }

    private void tell(String who, String text) {
        List<String> lines = wrap(text);
        out.println(who + lines.get(0));
        lines.stream().skip(1).forEach(line -> out.println(BELOW + line));
    }

    private static List<String> wrap(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && BELOW.length() + line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private String paint(String text, int code) {
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
