package org.referralconnectors.store;

import java.nio.file.Path;

/**
 * Where the state is kept.
 *
 * @param url {@code jdbc:sqlite:FILE} (one process, and commands beside it) or {@code jdbc:postgresql:...} (several)
 * @param user empty for SQLite
 * @param encryptionKey base64 of 32 bytes; empty: a key file beside the SQLite file
 */
public record StoreSettings(String url, String user, String password, String encryptionKey) {
    private static final String SQLITE = "jdbc:sqlite:";

    public StoreSettings {
        boolean file = url.startsWith(SQLITE) && !url.contains(":memory:") && url.length() > SQLITE.length();
        if (!file && !url.startsWith("jdbc:postgresql:")) {
            throw new StoreUnavailable("store.url must begin with jdbc:sqlite: and name a file, or with"
                    + " jdbc:postgresql:; it is \"" + withoutParameters(url) + "\"");
        }
    }

    public boolean isSqlite() {
        return url.startsWith(SQLITE);
    }

    public Path sqliteFile() {
        return Path.of(withoutParameters(url).substring(SQLITE.length())).toAbsolutePath();
    }

    /** The URL as it may be shown: a PostgreSQL URL can hold a password among its parameters. */
    String shownUrl() {
        return withoutParameters(url);
    }

    /** Shows no password and no key. */
    @Override
    public String toString() {
        return "StoreSettings[" + shownUrl() + "]";
    }

    private static String withoutParameters(String url) {
        return url.split("\\?", 2)[0];
    }
}
