package org.referralconnectors.ops;

import java.util.List;
import java.util.stream.Stream;

/** The two systems, by the names that pauses, failures and commands use. */
public enum RemoteSystem {
    PARTNER_CENTER("partner-center"),
    DYNAMICS("dynamics");

    private static final String ALL = "all";

    private final String text;

    RemoteSystem(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** @param name of one system, or {@code all} */
    static List<RemoteSystem> named(String name) {
        List<RemoteSystem> named = Stream.of(values())
                .filter(system -> ALL.equals(name) || system.text.equals(name))
                .toList();
        if (named.isEmpty()) {
            throw new OperationRefused("there is no system " + name + ": name partner-center, dynamics or all");
        }
        return named;
    }
}
