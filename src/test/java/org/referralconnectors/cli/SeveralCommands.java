package org.referralconnectors.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Several command lines in one process, since a JVM's start costs more than most commands: each ends with
 * {@value #END}, and {@code -Dkey=value} before its words is a system property for it alone. After each, both streams
 * hold its exit code.
 */
final class SeveralCommands {

    static final String END = ";";
    static final String EXIT = "=== exit ";

    private SeveralCommands() {}

    public static void main(String[] script) {
        List<String> words = new ArrayList<>();
        for (String word : script) {
            if (word.equals(END)) {
                execute(words);
                words.clear();
            } else {
                words.add(word);
            }
        }
        System.exit(0);
    }

    private static void execute(List<String> words) {
        List<String> properties =
                words.stream().filter(word -> word.startsWith("-D")).toList();
        properties.forEach(word ->
                System.setProperty(word.substring(2, word.indexOf('=')), word.substring(word.indexOf('=') + 1)));
        int exit = Main.execute(
                words.stream().filter(word -> !word.startsWith("-D")).toArray(String[]::new));
        properties.forEach(word -> System.clearProperty(word.substring(2, word.indexOf('='))));
        System.out.println(EXIT + exit);
        System.err.println(EXIT + exit);
    }
}
