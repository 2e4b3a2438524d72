// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one run of a process has received, a line each, which outlives a SIGKILL as the operating
 * system has it. The process writes on any thread; the test reads on one, each line once.
 */
final class ReceivedLog {

    private static final String STARTED = "started";
    private static final String KEPT = "kept";
    private static final String EVENT = "event ";

    private final Path file;
    private OutputStream appended;
    private final List<String> lines = new ArrayList<>();
    private final List<Received> received = new ArrayList<>();
    private long read;

    ReceivedLog(Path file) {
        this.file = file;
    }

    /** The route has begun. */
    void started() {
        append(STARTED);
    }

    /** A position is kept. */
    void kept() {
        append(KEPT);
    }

    /** An event has reached the route, which is not done with it. */
    void event(String room, String id, String body) {
        append(EVENT + room + ' ' + id + ' ' + body);
    }

    private synchronized void append(String line) {
        try {
            if (appended == null) {
                appended = new FileOutputStream(file.toFile(), true);
            }
            appended.write((line + '\n').getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An event that has reached a route. */
    record Received(String room, String id, String body) {

        private static Received of(String line) {
            String[] parts = line.substring(EVENT.length()).split(" ", 3);
            return new Received(parts[0], parts[1], parts[2]);
        }
    }

    /** Reads the lines that have been completed since. */
    private void read() {
        try {
            if (!Files.exists(file)) {
                return;
            }
            byte[] more;
            try (InputStream in = Files.newInputStream(file)) {
                in.skipNBytes(read);
                more = in.readAllBytes();
            }
            String text = new String(more, StandardCharsets.UTF_8);
            String complete = text.substring(0, text.lastIndexOf('\n') + 1);
            read += complete.getBytes(StandardCharsets.UTF_8).length;
            complete.lines().forEach(lines::add);
            received.addAll(events(complete.lines()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean hasStarted() {
        read();
        return lines.contains(STARTED);
    }

    /** The events, in the order in which they came, also those that came once more. */
    List<Received> received() {
        read();
        return List.copyOf(received);
    }

    /**
     * The most events that can have been in flight at the end: what came after the last position
     * but one was kept may be missing in the last one, and what came before only if it was still
     * with the route then.
     */
    int mostInFlight() {
        read();
        int from = lines.size();
        for (int kept = 0; from > 0 && kept < 2; from--) {
            kept += lines.get(from - 1).equals(KEPT) ? 1 : 0;
        }
        return events(lines.subList(from, lines.size()).stream()).size()
                + ReceiverProcess.CONCURRENCY;
    }

    private static List<Received> events(Stream<String> lines) {
        return lines.filter(line -> line.startsWith(EVENT)).map(Received::of).toList();
    }
}
