package org.referralconnectors.flow;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** What is logged when somebody who looks for a fault has raised every logger to DEBUG: messages and all causes. */
final class Everything extends AbstractAppender implements AutoCloseable {

    private record Levelled(String name, Level level) {}

    private final Logger root = (Logger) LogManager.getRootLogger();
    private final List<Levelled> before;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    Everything() {
        super("everything", null, null, true, Property.EMPTY_ARRAY);
        start();
        Configuration configuration = root.getContext().getConfiguration();
        before = configuration.getLoggers().values().stream()
                .map(logger -> new Levelled(logger.getName(), logger.getLevel()))
                .toList();
        Configurator.setAllLevels("", Level.DEBUG);
        LoggerConfig config = configuration.getRootLogger();
        config.getAppenders().keySet().forEach(config::removeAppender);
        config.addAppender(this, null, null);
        root.getContext().updateLoggers();
    }

    @Override
    public void append(LogEvent event) {
        StringBuilder line = new StringBuilder(event.getLevel() + " " + event.getLoggerName() + " "
                + event.getMessage().getFormattedMessage());
        for (Throwable each = event.getThrown(); each != null; each = each.getCause()) {
            line.append(" | ").append(each);
        }
        lines.add(line.toString());
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    Set<String> loggers() {
        Set<String> names = new TreeSet<>();
        lines.forEach(line -> names.add(line.split(" ", 3)[1]));
        return names;
    }

    @Override
    public void close() {
        root.getContext().reconfigure();
        stop();
    }
}
