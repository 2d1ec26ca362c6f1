package org.referralconnectors.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What every page has around it: its title, the way to the others, the one stylesheet; no script anywhere. */
final class Layout {

    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>%s - Referral Connectors</title>
            <link rel="icon" href="data:,">
            <style>%s</style>
            </head>
            <body>
            <a class="skip" href="#main">To the content</a>
            <header>
            <p>Referral Connectors</p>
            <nav aria-label="Pages">
            <a href="/">Status</a>
            <a href="/hawtio/">Hawtio</a>
            <a href="/observe/health">Health</a>
            <a href="/observe/metrics">Metrics</a>
            </nav>
            </header>
            <main id="main">
            <h1>%s</h1>
            %s
            </main>
            </body>
            </html>
            """;

    private final Html style;
    private final String policy;

    Layout() {
        String css = read("console/page.css");
        this.style = new Html(css);
        this.policy = "default-src 'none'; style-src 'sha256-" + digest(css) + "'; img-src data:; form-action 'self'; "
                + "frame-ancestors 'none'; base-uri 'none'";
    }

    String page(String title, Html content) {
        return Html.of(PAGE, title, style, title, content).markup();
    }

    /** Content-Security-Policy: that one stylesheet, forms to this address, and nothing else. */
    String policy() {
        return policy;
    }

    private static String read(String resource) {
        try (InputStream file = Layout.class.getClassLoader().getResourceAsStream(resource)) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
