package org.referralconnectors.torture;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the system properties {@code torture.*} ask for; see {@link Torture}. */
final class Options {
    private static final int WRONG_USAGE = 64;
    private static final int ROUND = 60;
    private static final int SHORTEST = 5;

    private final Set<String> parts = some("parts", "run", Set.of("run", "breaks", "scenarios", "replicas"));
    private final Set<String> stores = some("store", "sqlite", Set.of("sqlite", "postgresql"));

    long seed() {
        return Long.getLong("torture.seed", System.currentTimeMillis());
    }

    /** {@code sqlite} or {@code postgresql}. */
    String store() {
        return stores.iterator().next();
    }

    boolean plays(String part) {
        return parts.contains(part);
    }

    /** Of acting and coming to rest. */
    Duration length() {
        return Duration.ofSeconds((long) (60 * Double.parseDouble(System.getProperty("torture.minutes", "1"))));
    }

    /** Of acting in one round. */
    int roundSeconds() {
        long most = Math.max(SHORTEST, length().toSeconds() * 2 / 3);
        return (int) Math.min(Integer.getInteger("torture.round", ROUND), most);
    }

    List<Theme> themes() {
        return chosen("themes", Theme.values());
    }

    List<Break> breaks() {
        return chosen("breaks", Break.values());
    }

    private static <T extends Enum<T>> List<T> chosen(String property, T[] all) {
        Set<String> words = Stream.of(all).map(Options::word).collect(Collectors.toSet());
        Set<String> chosen = some(property, String.join(",", words), words);
        return Stream.of(all).filter(each -> chosen.contains(word(each))).toList();
    }

    private static String word(Enum<?> each) {
        return each.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Ends the process when the property names something that there isn't. */
    private static Set<String> some(String name, String usual, Set<String> known) {
        String property = "torture." + name;
        Set<String> asked = Set.of(System.getProperty(property, usual).split(","));
        if (!known.containsAll(asked)) {
            System.err.println(property + "=" + System.getProperty(property) + ": choose from " + new TreeSet<>(known));
            System.exit(WRONG_USAGE);
        }
        return asked;
    }
}
