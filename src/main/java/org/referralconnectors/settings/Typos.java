package org.referralconnectors.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** Keys that look like ours and are not. */
final class Typos {

    private static final List<String> OURS =
            List.of("partner-center.", "dynamics.", "sync.", "store.", "management.", "routes.");
    /** Ours in the file only: the JVM has {@code http.proxyHost} and others may have more of these. */
    private static final List<String> OURS_IN_THE_FILE = List.of("http.", "tls.", "log.");

    private Typos() {}

    static List<Problem> in(Properties file, Properties system) {
        List<String> prefixes = new ArrayList<>(OURS);
        prefixes.addAll(OURS_IN_THE_FILE);
        return Stream.concat(unknown(file, prefixes), unknown(system, OURS))
                .distinct()
                .sorted()
                .map(key -> new Problem(key, "is not a setting; did you mean " + nearest(key) + "?"))
                .toList();
    }

    private static Stream<String> unknown(Properties properties, List<String> prefixes) {
        return properties.stringPropertyNames().stream()
                .filter(key -> prefixes.stream().anyMatch(key::startsWith))
                .filter(key -> Setting.named(key).isEmpty() && !key.startsWith(LogLevels.KEY));
    }

    private static String nearest(String key) {
        String prefix = key.substring(0, key.indexOf('.') + 1);
        return Arrays.stream(Setting.values())
                .map(Setting::key)
                .filter(known -> known.startsWith(prefix))
                .min(Comparator.comparingInt(known -> distance(key, known)))
                .orElseThrow();
    }

    /** Levenshtein distance, row by row. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
