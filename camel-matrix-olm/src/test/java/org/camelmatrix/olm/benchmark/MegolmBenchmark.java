// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.connect2x.trixnity.vodozemac.megolm.GroupSession;
import de.connect2x.trixnity.vodozemac.megolm.MegolmMessage;
import de.connect2x.trixnity.vodozemac.megolm.MegolmSessionConfig;
import de.connect2x.trixnity.vodozemac.megolm.SessionKey;
import java.util.concurrent.TimeUnit;
import org.camelmatrix.olm.primitive.Ed25519Pair;
import org.camelmatrix.olm.primitive.Primitives;
import org.camelmatrix.olm.ratchet.InboundGroupSession;
import org.camelmatrix.olm.ratchet.OutboundGroupSession;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One message of a room: {@code encrypt} beside {@code sign}, {@code decrypt} beside {@code
 * verify}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 20, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
public class MegolmBenchmark {
    private static final int MESSAGES = 5_000;
    private static final String TEXT = "{\"type\":\"m.room.message\",\"content\":{}}".repeat(5);

    private final Primitives primitives = Primitives.create();
    private final byte[] plaintext = TEXT.getBytes(UTF_8);
    private final Ed25519Pair signing = Ed25519Pair.generate(primitives);
    private final byte[] publicKey = signing.publicKey().bytes();
    private final byte[][] signed = new byte[MESSAGES][plaintext.length + 20];
    private final byte[][] signatures = new byte[MESSAGES][];
    private final OutboundGroupSession outbound = OutboundGroupSession.create(primitives);
    private final GroupSession theirOutbound =
            GroupSession.Companion.invoke(MegolmSessionConfig.Companion.v1());
    private final String[] messages = new String[MESSAGES];
    private String sessionKey;
    private InboundGroupSession inbound;
    private de.connect2x.trixnity.vodozemac.megolm.InboundGroupSession theirInbound;
    private int next;
    private int theirNext;
    private int nextSigned;

    @Setup
    public void prepare() {
        OutboundGroupSession session = OutboundGroupSession.create(primitives);
        sessionKey = session.sessionKey();
        for (int i = 0; i < MESSAGES; i++) {
            messages[i] = session.encrypt(plaintext);
            signed[i][0] = (byte) i;
            signed[i][1] = (byte) (i >>> 8);
            signatures[i] = signing.sign(signed[i]);
        }
    }

    @Benchmark
    public byte[] sign() {
        return signing.sign(nextSigned());
    }

    @Benchmark
    public boolean verify() {
        byte[] message = nextSigned();
        return primitives.curves().verify(publicKey, message, signatures[nextSigned]);
    }

    /** Another message each time, as one that is always the same is verified faster. */
    private byte[] nextSigned() {
        nextSigned = (nextSigned + 1) % MESSAGES;
        return signed[nextSigned];
    }

    @Benchmark
    public String encrypt() {
        return outbound.encrypt(plaintext);
    }

    @Benchmark
    public String encryptByVodozemac() {
        return theirOutbound.encrypt(TEXT).getBase64();
    }

    /** Reads a session from its first to its last message, and then again. */
    @Benchmark
    public byte[] decrypt() {
        if (next == 0) {
            inbound = InboundGroupSession.fromSessionKey(primitives, sessionKey);
        }
        byte[] text = inbound.decrypt(messages[next]).plaintext();
        next = (next + 1) % MESSAGES;
        return text;
    }

    @Benchmark
    public String decryptByVodozemac() {
        if (theirNext == 0) {
            theirInbound =
                    de.connect2x.trixnity.vodozemac.megolm.InboundGroupSession.Companion.invoke(
                            SessionKey.Companion.invoke(sessionKey),
                            MegolmSessionConfig.Companion.v1());
        }
        String text =
                theirInbound
                        .decrypt(MegolmMessage.Text.Companion.invoke(messages[theirNext]))
                        .getPlaintext()
                        .getValue();
        theirNext = (theirNext + 1) % MESSAGES;
        return text;
    }
}
