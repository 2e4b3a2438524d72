// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** What is logged until it is closed. */
public final class LogMemory implements AutoCloseable {

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Memory memory = new Memory();
    private final String detailed;

    LogMemory() {
        this(null, Level.OFF);
    }

    /**
     * @param detailed a logger that tells more than it does without this, or null
     * @param level what it tells
     */
    public LogMemory(String detailed, Level level) {
        this.detailed = detailed;
        if (detailed != null) {
            Configurator.setLevel(detailed, level);
        }
        memory.start();
        logging().getConfiguration().getRootLogger().addAppender(memory, Level.ALL, null);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        logging().getConfiguration().getRootLogger().removeAppender(memory.getName());
        if (detailed != null) {
            logging().getConfiguration().removeLogger(detailed);
            logging().updateLoggers();
        }
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
