// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.MessageType;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.BaseUrl;
import org.camelmatrix.internal.http.Credentials;
import org.camelmatrix.internal.http.MatrixClient;
import org.camelmatrix.internal.http.Secret;
import org.camelmatrix.internal.message.Arrival;
import org.camelmatrix.internal.message.MessageComposer;
import org.camelmatrix.internal.message.MessageFormat;
import org.camelmatrix.internal.message.Oversize;
import org.camelmatrix.internal.outgoing.SendPlan;
import org.camelmatrix.internal.outgoing.TransactionId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The steps of a message: its content, its transaction id, and its request without the network. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class MessageBenchmark {

    private static final RoomId ROOM = new RoomId(Homeserver.room(0));
    private static final UserId SENDER = new UserId("@bot:stub.local");
    private static final String UNIT_OF_WORK = "b4a0e3a6-6a0c-4a52-9c0e-6f6a3a1f2c11/1234567";

    /** What the message says. */
    @Param({"PLAIN", "MARKDOWN"})
    public Text text;

    private final MessageComposer composer = new MessageComposer();
    private final Credentials who = new Credentials(new Secret("stub"));
    private final MatrixClient client =
            new MatrixClient(
                    new CannedAnswers(
                            "{\"event_id\":\"$143273582443PhrSn\"}"
                                    .getBytes(StandardCharsets.UTF_8)),
                    new BaseUrl("http://127.0.0.1:8008"));
    private String body;
    private SendPlan plan;
    private TransactionId transaction;

    /** Makes what the steps begin with. */
    @Setup
    public void prepare() {
        body = text.of(42);
        plan = content();
        transaction = transactionId();
    }

    /** Markdown and the allow-list: the content of an event from a text. */
    @Benchmark
    public SendPlan content() {
        return compose(MessageFormat.MARKDOWN);
    }

    /** The content of an event from a text that is not read as Markdown. */
    @Benchmark
    public SendPlan contentAsItIs() {
        return compose(MessageFormat.TEXT);
    }

    private SendPlan compose(MessageFormat format) {
        return composer.plan(body, format, MessageType.TEXT, Oversize.FAIL);
    }

    /** The digest of a content, and the transaction id that follows from it. */
    @Benchmark
    public TransactionId transactionId() {
        return new Arrival.Passing(UNIT_OF_WORK, 0)
                .transactionId(SENDER, ROOM, plan, plan.digest(), 0);
    }

    /**
     * A request as it goes to the transport, with the content as JSON, and what its answer says.
     */
    @Benchmark
    public EventId request() {
        return client.sending().send(who, ROOM, plan.events().get(0), transaction).join();
    }
}
