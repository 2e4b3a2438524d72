// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An answer of 100 MB, which has to do with a heap that is smaller: much of it is left, and is
 * fetched room by room.
 */
class LargeSyncStandInTest {

    private static final int ROOMS = 400;
    private static final int EVENTS = 50;
    private static final String FILLER = "x".repeat(5_000);
    private static final Pattern ROOM = Pattern.compile("/rooms/!r([0-9]+):x/messages");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void receivesAFirstAnswerThatIsLargerThanTheHeap() throws Exception {
        ProcessBuilder builder =
                JavaProcess.of(
                        LargeSyncProcess.class,
                        List.of(
                                "http://127.0.0.1:" + server.getAddress().getPort(),
                                Integer.toString(ROOMS * EVENTS)));
        List<String> command = new ArrayList<>(builder.command());
        command.add(1, "-Xmx64m");
        command.add(2, "-XX:+ExitOnOutOfMemoryError");
        Process process =
                builder.command(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        Map<Integer, List<Integer>> byRoom = new TreeMap<>();
        process.inputReader()
                .lines()
                .filter(line -> line.startsWith("$"))
                .map(line -> line.substring(1).split("-"))
                .forEach(
                        id ->
                                byRoom.computeIfAbsent(
                                                Integer.valueOf(id[0]), room -> new ArrayList<>())
                                        .add(Integer.valueOf(id[1])));
        assertThat(process.waitFor()).isZero();
        assertThat(byRoom).hasSize(ROOMS);
        assertThat(byRoom.values())
                .allSatisfy(
                        events ->
                                assertThat(events)
                                        .containsExactlyElementsOf(
                                                IntStream.range(0, EVENTS).boxed().toList()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        Matcher room = ROOM.matcher(path);
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), 1 << 16)) {
            if (path.endsWith("/versions")) {
                write(out, "{\"versions\":[\"v1.11\"]}");
            } else if (path.endsWith("/whoami")) {
                write(out, "{\"user_id\":\"@bot:x\",\"device_id\":\"D\"}");
            } else if (path.endsWith("/sync")) {
                sync(out, query);
            } else if (room.find()) {
                write(out, "{\"start\":\"s1\",\"chunk\":[");
                if (!query.contains("from=s0")) {
                    writeEvents(out, Integer.parseInt(room.group(1)), false);
                }
                write(out, "]}");
            } else {
                write(out, "{}");
            }
        }
    }

    private static void sync(OutputStream out, String query) throws IOException {
        if (query.contains("since=s1")) {
            write(out, "{\"next_batch\":\"s1\"}");
            return;
        }
        boolean first = !query.contains("since=");
        write(out, "{\"next_batch\":\"" + (first ? "s0" : "s1") + "\",\"rooms\":{\"join\":{");
        for (int room = 0; room < ROOMS; room++) {
            write(out, (room == 0 ? "" : ",") + "\"!r" + room + ":x\":{\"timeline\":{\"events\":[");
            writeEvents(out, room, true);
            write(out, "]}}");
        }
        write(out, "}}}");
    }

    private static void writeEvents(OutputStream out, int room, boolean forwards)
            throws IOException {
        for (int i = 0; i < EVENTS; i++) {
            int number = forwards ? i : EVENTS - 1 - i;
            write(
                    out,
                    (i == 0 ? "" : ",")
                            + "{\"type\":\"m.room.message\",\"sender\":\"@a:x\",\"event_id\":\"$"
                            + room
                            + '-'
                            + number
                            + "\",\"content\":{\"msgtype\":\"m.text\",\"body\":\""
                            + FILLER
                            + "\"}}");
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
