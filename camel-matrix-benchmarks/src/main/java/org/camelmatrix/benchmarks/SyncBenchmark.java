// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.camelmatrix.internal.http.Abort;
import org.camelmatrix.internal.http.BaseUrl;
import org.camelmatrix.internal.http.Credentials;
import org.camelmatrix.internal.http.EventsClient;
import org.camelmatrix.internal.http.MatrixClient;
import org.camelmatrix.internal.http.Secret;
import org.camelmatrix.internal.http.SyncAnswer;
import org.camelmatrix.internal.http.SyncQuery;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading an answer of {@code /sync}; the figures are those of one event. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class SyncBenchmark {

    private static final int ROOMS = 10;
    private static final int EVENTS_OF_A_ROOM = 100;

    private final Credentials who = new Credentials(new Secret("stub"));
    private final SyncQuery query =
            new SyncQuery("s0", JsonNodeFactory.instance.objectNode(), Duration.ZERO);
    private final EventsClient events =
            new MatrixClient(new CannedAnswers(answer()), new BaseUrl("http://127.0.0.1:8008"))
                    .events();

    /** An answer with a thousand messages in ten rooms. */
    @Benchmark
    @OperationsPerInvocation(ROOMS * EVENTS_OF_A_ROOM)
    public SyncAnswer read() {
        return events.sync(who, query, new Abort()).join();
    }

    private static byte[] answer() {
        StringBuilder json = new StringBuilder("{\"next_batch\":\"s1\",\"rooms\":{\"join\":{");
        for (int room = 0; room < ROOMS; room++) {
            json.append(room == 0 ? "" : ",");
            json.append('"').append(Homeserver.room(room)).append("\":{\"timeline\":{\"events\":[");
            for (int event = 0; event < EVENTS_OF_A_ROOM; event++) {
                json.append(event == 0 ? "" : ",").append(event(room, event));
            }
            json.append("],\"limited\":false,\"prev_batch\":\"p0\"}}");
        }
        return json.append("}}}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String event(int room, int number) {
        return """
                {"type":"m.room.message","event_id":"$%02d%04dQ0lVbYpq8xk5hYh2Lq7oTt3v9cS1dEf4gHk",\
                "sender":"@user%d:stub.local","origin_server_ts":%d,\
                "content":{"msgtype":"m.text","body":"%s","m.mentions":{}},\
                "unsigned":{"age":%d}}"""
                .formatted(
                        room,
                        number,
                        number % 20,
                        1_790_000_000_000L + number,
                        Text.PLAIN.of(number),
                        1000 + number);
    }
}
