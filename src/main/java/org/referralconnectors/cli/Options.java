package org.referralconnectors.cli;

import static org.referralconnectors.settings.Setting.LOG_FORMAT;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.logging.log4j.core.config.Configurator;
import org.referralconnectors.settings.Settings;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command has. */
abstract class Options {

    private static final String JSON_LOG = "json";
    private static final Path FILE = Path.of("application.properties");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Spec
    private CommandSpec command;

    /** From {@code application.properties} in the working directory, the environment, and system properties. */
    Settings settings() {
        Properties file = new Properties();
        if (Files.exists(FILE)) {
            try (Reader reader = Files.newBufferedReader(FILE, StandardCharsets.UTF_8)) {
                file.load(reader);
            } catch (IOException unreadable) {
                throw new StartFailed("application.properties can't be read: " + unreadable.getMessage());
            }
        }
        Settings settings = Settings.load(file, System.getenv(), System.getProperties());
        chooseLog(settings);
        return settings;
    }

    /** The log's own configuration reads this property when the first line is written, which comes later. */
    private static void chooseLog(Settings settings) {
        if (settings.text(LOG_FORMAT).equals(JSON_LOG)) {
            System.setProperty(LOG_FORMAT.key(), JSON_LOG);
        }
        settings.logLevels().forEach(Configurator::setLevel);
    }

    void print(String line) {
        command.commandLine().getOut().println(line);
    }

    /** In a style where there is a terminal for it, and NO_COLOR is not set. */
    String styled(Style style, String line) {
        boolean colours = command.commandLine().getColorScheme().ansi().enabled();
        return colours ? style.on() + line + style.off() : line;
    }

    void print(JsonNode document) {
        print(document.toPrettyString());
    }

    PrintWriter err() {
        return command.commandLine().getErr();
    }

    void complain(String line) {
        err().println(line);
    }
}
