package org.referralconnectors.ops;

/** Camel escapes a check's message twice, so what would need it is left out. */
final class HealthText {

    private HealthText() {}

    static String of(String text) {
        return text.replace('\\', '/').replace('"', '\'').replaceAll("\\p{Cntrl}", " ");
    }
}
