package org.referralconnectors.flow;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** Everything that is logged, in the levels that the application comes with, while this is open. */
final class WebhookHttpTestLog extends AbstractAppender implements AutoCloseable {

    private final Logger root = (Logger) LogManager.getRootLogger();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    WebhookHttpTestLog() {
        super("captured", null, null, true, Property.EMPTY_ARRAY);
        start();
        root.addAppender(this);
    }

    @Override
    public void append(LogEvent event) {
        lines.add(event.getLevel() + " " + event.getLoggerName() + " "
                + event.getMessage().getFormattedMessage()
                + (event.getThrown() == null ? "" : " " + event.getThrown()));
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        root.removeAppender(this);
        stop();
    }
}
