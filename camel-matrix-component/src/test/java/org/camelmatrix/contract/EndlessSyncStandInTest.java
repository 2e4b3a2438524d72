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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A homeserver whose answers have no end, one kind after the other, and which is well again in
 * between. The receiving process has a small heap.
 */
class EndlessSyncStandInTest {

    /** Where an answer is cut off that is read to its end: many times the heap, once it is read. */
    private static final int LONGEST = 48 * 1024 * 1024;

    private static final String EVENT =
            "{\"type\":\"m.room.message\",\"sender\":\"@a:x\",\"event_id\":\"$%s\","
                    + "\"content\":{\"msgtype\":\"m.text\",\"body\":\"\"}}";

    /** What is endless, with what stands before it. */
    private record Endless(String start, IntFunction<String> piece) {}

    private static final String LONG_NAME = "n".repeat(60_000);

    private static final List<Endless> SYNCS =
            List.of(
                    new Endless("{\"rooms\":{\"join\":{\"!x:x\":{}", i -> ",\"!r" + i + ":x\":{}"),
                    new Endless(
                            "{\"rooms\":{\"leave\":{\"!x:x\":{}",
                            i -> ",\"!r" + i + ":x\":{\"timeline\":{\"limited\":true}}"),
                    new Endless(
                            "{\"rooms\":{\"invite\":{\"!x:x\":{}",
                            i -> ",\"!r" + i + ":x\":{\"invite_state\":{\"events\":[]}}"),
                    new Endless(
                            "{\"rooms\":{\"join\":{\"!x:x\":{}",
                            i -> ",\"!" + i + LONG_NAME + "\":{}"),
                    new Endless(
                            "{\"rooms\":{\"join\":{\"!a:x\":{\"timeline\":{\"events\":[{}",
                            i -> "," + EVENT.formatted(i)),
                    new Endless(
                            "{\"rooms\":{\"join\":{\"!a:x\":{\"state\":{\"events\":[{}",
                            i -> "," + EVENT.formatted(i)),
                    new Endless("{\"a\":1", i -> ",\"a" + i + "\":{\"" + LONG_NAME + i + "\":1}"),
                    new Endless("{\"next_batch\":\"", i -> "sssssssssssssssssssssssssssss"));

    private static final List<Endless> PAGES =
            List.of(
                    new Endless("{\"chunk\":[{}", i -> "," + EVENT.formatted(i)),
                    new Endless("{\"chunk\":[{}", i -> ",{}"),
                    new Endless("{\"chunk\":[],\"end\":\"", i -> "tttttttttttttttttttttttttttt"));

    private final AtomicInteger syncs = new AtomicInteger();
    private final AtomicInteger pages = new AtomicInteger();
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
    @Timeout(180)
    void receivesWhenAnswersWithoutEndAreOver() throws Exception {
        ProcessBuilder builder =
                JavaProcess.of(
                        LargeSyncProcess.class,
                        List.of("http://127.0.0.1:" + server.getAddress().getPort(), "2"));
        List<String> command = new ArrayList<>(builder.command());
        command.add(1, "-Xmx64m");
        command.add(2, "-XX:+ExitOnOutOfMemoryError");
        Process process =
                builder.command(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            assertThat(process.inputReader().lines().filter(line -> line.startsWith("$")))
                    .containsExactly("$missed", "$last");
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), 1 << 16)) {
            if (path.endsWith("/versions")) {
                write(out, "{\"versions\":[\"v1.11\"]}");
            } else if (path.endsWith("/whoami")) {
                write(out, "{\"user_id\":\"@bot:x\",\"device_id\":\"D\"}");
            } else if (path.endsWith("/sync")) {
                sync(out, query);
            } else if (path.endsWith("/messages") && !query.contains("limit=1&")) {
                int number = pages.getAndIncrement();
                if (number < PAGES.size()) {
                    write(out, PAGES.get(number));
                } else {
                    write(out, "{\"chunk\":[" + EVENT.formatted("missed") + "]}");
                }
            } else if (path.endsWith("/messages")) {
                write(out, "{\"chunk\":[]}");
            } else {
                write(out, "{}");
            }
        }
    }

    /** Every second answer is as it should be, so that the pauses between two do not grow. */
    private void sync(OutputStream out, String query) throws IOException {
        if (!query.contains("since=")) {
            write(out, "{\"next_batch\":\"s0\"}");
            return;
        }
        int number = syncs.getAndIncrement();
        int kind = number / 2;
        if (number % 2 == 0 && kind < SYNCS.size()) {
            write(out, SYNCS.get(kind));
        } else if (kind < SYNCS.size()) {
            write(out, "{\"next_batch\":\"s" + number + "\"}");
        } else if (kind == SYNCS.size()) {
            write(out, "{\"next_batch\":\"t\",\"rooms\":{\"join\":{\"!a:x\":{\"timeline\":");
            write(out, "{\"limited\":true,\"events\":[]}}}}}");
        } else if (pages.get() > PAGES.size()) {
            write(out, "{\"next_batch\":\"u" + number + "\",\"rooms\":{\"join\":{\"!b:x\":");
            write(out, "{\"timeline\":{\"events\":[" + EVENT.formatted("last") + "]}}}}}");
        } else {
            write(out, "{\"next_batch\":\"t" + number + "\"}");
        }
    }

    private static void write(OutputStream out, Endless endless) throws IOException {
        write(out, endless.start());
        int written = 0;
        for (int i = 0; written < LONGEST; i++) {
            String piece = endless.piece().apply(i);
            write(out, piece);
            written += piece.length();
        }
        throw new IOException("cut off");
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
