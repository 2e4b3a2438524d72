// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.connect2x.trixnity.vodozemac.Curve25519PublicKey;
import de.connect2x.trixnity.vodozemac.olm.Account;
import de.connect2x.trixnity.vodozemac.olm.OlmSessionConfig;
import de.connect2x.trixnity.vodozemac.olm.Session;
import java.util.concurrent.TimeUnit;
import org.camelmatrix.olm.primitive.Curve25519Pair;
import org.camelmatrix.olm.primitive.Primitives;
import org.camelmatrix.olm.ratchet.OlmAccount;
import org.camelmatrix.olm.ratchet.OlmMessage;
import org.camelmatrix.olm.ratchet.OlmSession;
import org.camelmatrix.olm.ratchet.PreKeyMessage;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * Messages of two devices. {@code turn} is a message on a new ratchet key, written and read; {@code
 * curvesOfATurn} is what the curve costs of it: a new pair, and one agreement on each side.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 20, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
public class OlmBenchmark {
    private static final String TEXT = "{\"type\":\"m.room_key\",\"content\":{}}".repeat(10);

    private final Primitives primitives = Primitives.create();
    private final byte[] plaintext = TEXT.getBytes(UTF_8);
    private final Curve25519Pair own = Curve25519Pair.generate(primitives);
    private OlmSession alice;
    private OlmSession bob;
    private Session theirAlice;
    private Session theirBob;
    private boolean bobWrites;
    private boolean theirBobWrites;

    @Setup
    public void prepare() {
        OlmAccount bobsAccount = OlmAccount.create(primitives);
        bobsAccount.generateOneTimeKeys(1);
        OlmAccount alicesAccount = OlmAccount.create(primitives);
        alice =
                alicesAccount.beginSession(
                        bobsAccount.curve25519Key(),
                        bobsAccount.oneTimeKeysToUpload().values().iterator().next());
        PreKeyMessage first = (PreKeyMessage) alice.encrypt(plaintext);
        bob = bobsAccount.answerSession(alicesAccount.curve25519Key(), first).session();
        alice.decrypt(bob.encrypt(plaintext));
        prepareVodozemac();
    }

    private void prepareVodozemac() {
        Account bobsAccount = Account.Companion.invoke();
        bobsAccount.generateOneTimeKeys(1);
        Account alicesAccount = Account.Companion.invoke();
        Curve25519PublicKey oneTimeKey = bobsAccount.getOneTimeKeys().values().iterator().next();
        theirAlice =
                alicesAccount.createOutboundSession(
                        bobsAccount.getCurve25519Key(),
                        oneTimeKey,
                        OlmSessionConfig.Companion.v1());
        theirBob =
                bobsAccount
                        .createInboundSession(
                                de.connect2x.trixnity.vodozemac.olm.OlmMessage.PreKey.Text.Companion
                                        .invoke(theirAlice.encrypt(TEXT).getBase64()),
                                alicesAccount.getCurve25519Key())
                        .getSession();
        read(theirAlice, theirBob.encrypt(TEXT).getBase64());
    }

    /** One message written and read on the chain that both sides have. */
    @Benchmark
    public byte[] messageWithinAChain() {
        return bob.decrypt(parsed(alice.encrypt(plaintext)));
    }

    @Benchmark
    public String messageWithinAChainByVodozemac() {
        return read(theirBob, theirAlice.encrypt(TEXT).getBase64());
    }

    @Benchmark
    public byte[] turn() {
        bobWrites = !bobWrites;
        return bobWrites
                ? alice.decrypt(parsed(bob.encrypt(plaintext)))
                : bob.decrypt(parsed(alice.encrypt(plaintext)));
    }

    @Benchmark
    public String turnByVodozemac() {
        theirBobWrites = !theirBobWrites;
        return theirBobWrites
                ? read(theirAlice, theirBob.encrypt(TEXT).getBase64())
                : read(theirBob, theirAlice.encrypt(TEXT).getBase64());
    }

    @Benchmark
    public void curvesOfATurn(Blackhole result) {
        Curve25519Pair pair = Curve25519Pair.generate(primitives);
        result.consume(pair.agree(own.publicKey()));
        result.consume(own.agree(pair.publicKey()));
    }

    /** As a message travels: as text. */
    private static OlmMessage parsed(OlmMessage message) {
        return OlmMessage.parse(message.type(), message.body());
    }

    private static String read(Session session, String body) {
        return session.decrypt(
                de.connect2x.trixnity.vodozemac.olm.OlmMessage.Normal.Text.Companion.invoke(body));
    }
}
