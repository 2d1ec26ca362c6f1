package org.referralconnectors.ops;

/** Camel puts a check's message into JSON as it stands. */
final class HealthText {

    private HealthText() {}

    static String of(String text) {
        return text.replace('\\', '/').replace('"', '\'').replaceAll("\\p{Cntrl}", " ");
    }
}
