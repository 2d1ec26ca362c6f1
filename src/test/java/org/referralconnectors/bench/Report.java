package org.referralconnectors.bench;

import java.util.Locale;

/** What the benchmark prints. */
final class Report {

    private Report() {}

    static void title(String text) {
        System.out.println();
        System.out.println(text);
    }

    static void line(String format, Object... values) {
        System.out.println("  " + String.format(Locale.ROOT, format, values));
    }
}
