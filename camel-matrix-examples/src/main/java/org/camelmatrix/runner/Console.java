// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Writes the log to the console in lines for a person: no class names, no secrets, no control
 * characters, and stack traces only where they were asked for.
 */
final class Console extends Handler {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final String LEVELS = "logging.properties";
    private static final String VERBOSE_LEVELS = "logging-verbose.properties";

    private final PrintStream out;
    private final boolean verbose;
    private final Redaction redaction;
    private final UnaryOperator<String> wording;
    private final SimpleFormatter text = new SimpleFormatter();

    /**
     * @param wording names the component's options in warnings and errors as the user set them
     */
    Console(PrintStream out, boolean verbose, Redaction redaction, UnaryOperator<String> wording) {
        this.out = out;
        this.verbose = verbose;
        this.redaction = redaction;
        this.wording = wording;
    }

    /** Lets the log go on while the process stops; Java's own log manager would end it first. */
    static void useBeforeAnyLogger() {
        System.setProperty("java.util.logging.manager", LogUntilTheEnd.class.getName());
    }

    /**
     * From now on the log goes to the console. A {@code logging.config.file} of the user's wins.
     */
    static void show(boolean verbose, Redaction redaction, UnaryOperator<String> wording) {
        if (System.getProperty("java.util.logging.config.file") != null) {
            return;
        }
        try (InputStream levels =
                Console.class.getResourceAsStream(verbose ? VERBOSE_LEVELS : LEVELS)) {
            LogManager.getLogManager().readConfiguration(levels);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Logger root = Logger.getLogger("");
        for (Handler standard : root.getHandlers()) {
            root.removeHandler(standard);
        }
        root.addHandler(new Console(System.out, verbose, redaction, wording));
    }

    /** The same where the log was asked for; else it goes nowhere. */
    static void showIf(boolean verbose, Redaction redaction) {
        if (verbose) {
            show(true, redaction, UnaryOperator.identity());
        } else if (System.getProperty("java.util.logging.config.file") == null) {
            Logger.getLogger("").setLevel(Level.OFF);
        }
    }

    /** Shows where a failure happened. */
    static void trace(Throwable failure, Redaction redaction) {
        System.err.print(redaction.apply(stackTrace(failure)));
    }

    @Override
    public void publish(LogRecord event) {
        if (!isLoggable(event) || !verbose && isSaidElsewhere(event)) {
            return;
        }
        StringBuilder line = new StringBuilder();
        line.append(TIME.format(LocalTime.ofInstant(event.getInstant(), ZoneId.systemDefault())));
        line.append(' ');
        boolean isTrouble = event.getLevel().intValue() >= Level.WARNING.intValue();
        if (isTrouble) {
            line.append(event.getLevel() == Level.SEVERE ? "ERROR " : "WARN  ");
        }
        String message = text.formatMessage(event);
        line.append(message);
        Throwable thrown = event.getThrown();
        if (thrown != null && verbose) {
            line.append('\n').append(stackTrace(thrown).stripTrailing());
        } else if (thrown != null && !message.endsWith(Sentence.of(thrown))) {
            line.append(": ").append(Sentence.of(thrown));
        }
        String whole = isTrouble && !verbose ? wording.apply(line.toString()) : line.toString();
        out.println(redaction.apply(withoutControls(whole)));
        out.flush();
    }

    /** Consumers log a failed exchange, each in its own way; {@link RouteReport} has said it. */
    private static boolean isSaidElsewhere(LogRecord event) {
        String logger = event.getLoggerName();
        return event.getThrown() != null
                && logger != null
                && logger.startsWith("org.apache.camel.")
                && (Sentence.isExpected(event.getThrown())
                        || event.getMessage().startsWith("Error processing exchange"));
    }

    /** A message may hold what a terminal would obey. */
    private static String withoutControls(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "");
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }

    /** Keeps its handlers when the process is told to stop. */
    public static final class LogUntilTheEnd extends LogManager {
        @Override
        public void reset() {
            // nothing to close: the console stays
        }
    }
}
