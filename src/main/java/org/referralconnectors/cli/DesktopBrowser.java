package org.referralconnectors.cli;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** The browser of whoever sits here. Without a desktop nothing happens: the address is printed anyway. */
final class DesktopBrowser {

    private DesktopBrowser() {}

    static void open(URI address) {
        List<String> words = opener();
        if (words.isEmpty()) {
            return;
        }
        try {
            List<String> command = new java.util.ArrayList<>(words);
            command.add(address.toString());
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noOpener) {
            // The address stands on the terminal.
            return;
        }
    }

    private static List<String> opener() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.contains("mac")) {
            return List.of("open");
        }
        if (system.contains("windows")) {
            return List.of("rundll32", "url.dll,FileProtocolHandler");
        }
        boolean desktop = System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null;
        return desktop ? List.of("xdg-open") : List.of();
    }
}
