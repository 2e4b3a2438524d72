package org.camelmatrix.component;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** What is logged until it is closed. */
final class LogMemory implements AutoCloseable {

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Memory memory = new Memory();

    LogMemory() {
        memory.start();
        logging().getConfiguration().getRootLogger().addAppender(memory, Level.ALL, null);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        logging().getConfiguration().getRootLogger().removeAppender(memory.getName());
    }

    private static LoggerContext logging() {
        return (LoggerContext) LogManager.getContext(false);
    }

    private final class Memory extends AbstractAppender {

        Memory() {
            super(
                    "memory",
                    null,
                    PatternLayout.newBuilder().withPattern("%c %m%n%ex").build(),
                    false,
                    Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            lines.add(getLayout().toSerializable(event).toString());
        }
    }
}
