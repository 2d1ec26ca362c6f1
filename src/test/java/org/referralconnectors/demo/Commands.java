package org.referralconnectors.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.referralconnectors.cli.Main;

/** The application's own commands, beside the running connectors: they share the store. */
final class Commands {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STORE = "store.url";

    private final String storeUrl;

    Commands(String storeUrl) {
        this.storeUrl = storeUrl;
    }

    /** What the command prints, on either stream. */
    List<String> lines(String... arguments) {
        return run(arguments).strip().lines().toList();
    }

    JsonNode json(String... arguments) {
        try {
            return JSON.readTree(run(arguments));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(String.join(" ", arguments) + " printed no JSON", e);
        }
    }

    private String run(String... arguments) {
        StringWriter printed = new StringWriter();
        PrintWriter writer = new PrintWriter(printed, true);
        String before = System.setProperty(STORE, storeUrl);
        try {
            Main.commandLine().setOut(writer).setErr(writer).execute(arguments);
        } finally {
            restore(before);
        }
        return printed.toString();
    }

    private static void restore(String before) {
        if (before == null) {
            System.clearProperty(STORE);
        } else {
            System.setProperty(STORE, before);
        }
    }
}
