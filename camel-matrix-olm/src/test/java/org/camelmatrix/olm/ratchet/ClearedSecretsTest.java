// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.internal.MessageKeys;
import org.camelmatrix.olm.primitive.Curve25519Key;
import org.camelmatrix.olm.primitive.Curve25519Pair;
import org.camelmatrix.olm.primitive.Curves;
import org.camelmatrix.olm.primitive.Ed25519Pair;
import org.camelmatrix.olm.primitive.Primitives;
import org.junit.jupiter.api.Test;

/** Secrets that are needed no longer are gone from the arrays that held them. */
class ClearedSecretsTest {
    private final List<byte[]> agreed = new ArrayList<>();
    private final Primitives primitives = new Primitives(new Remembering(), new SecureRandom());

    /** Keeps the arrays with what was agreed on, but for the public keys that a check gives. */
    private final class Remembering implements Curves {
        private final Curves curves = Curves.best();

        @Override
        public byte[] agree(byte[] privateKey, byte[] publicKey) {
            byte[] secret = curves.agree(privateKey, publicKey);
            if (!Arrays.equals(secret, publicKey)) {
                agreed.add(secret);
            }
            return secret;
        }

        @Override
        public byte[] agreementPublicKey(byte[] privateKey) {
            return curves.agreementPublicKey(privateKey);
        }

        @Override
        public byte[] signaturePublicKey(byte[] seed) {
            return curves.signaturePublicKey(seed);
        }

        @Override
        public byte[] sign(byte[] seed, byte[] publicKey, byte[] message) {
            return curves.sign(seed, publicKey, message);
        }

        @Override
        public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
            return curves.verify(publicKey, message, signature);
        }
    }

    @Test
    void whatTwoKeysHaveAgreedOnIsCleared() {
        OlmAccount alice = OlmAccount.create(primitives);
        OlmAccount bob = OlmAccount.create(primitives);
        bob.generateOneTimeKeys(1);
        OlmSession toBob =
                alice.beginSession(
                        bob.curve25519Key(), bob.oneTimeKeysToUpload().values().iterator().next());
        PreKeyMessage first = (PreKeyMessage) toBob.encrypt(new byte[0]);
        OlmSession session = bob.answerSession(alice.curve25519Key(), first).session();
        toBob.decrypt(session.encrypt(new byte[0]));
        assertThat(agreed).hasSize(9).allSatisfy(secret -> assertThat(secret).containsOnly(0));
    }

    @Test
    void aSessionClearsTheRootAndTheChainsThatItHasLeft() {
        byte[] root = ones();
        byte[] sendingChain = ones();
        Curve25519Pair own = Curve25519Pair.generate(primitives);
        SessionKeys keys = new SessionKeys(own.publicKey(), own.publicKey(), own.publicKey());
        byte[][] received = new byte[OlmSession.MOST_RECEIVING_CHAINS][];
        List<ReceivingChain> chains = new ArrayList<>();
        for (int i = 0; i < received.length; i++) {
            received[i] = ones();
            Curve25519Key key = Curve25519Pair.generate(primitives).publicKey();
            chains.add(new ReceivingChain(key, new Chain(received[i], 0), List.of()));
        }
        OlmSession session =
                new OlmSession(
                        primitives,
                        keys,
                        new RootKey(root),
                        new SendingChain.Active(own, new Chain(sendingChain, 0)),
                        chains,
                        true);
        session.encrypt(new byte[0]);
        assertThat(sendingChain).containsOnly(0);
        assertThat(root).containsOnly(1);

        Curve25519Pair theirs = Curve25519Pair.generate(primitives);
        RootKey.Step step = new RootKey(ones()).advance(theirs, own.publicKey());
        session.decrypt(message(step.chain(), theirs.publicKey()));
        assertThat(root).containsOnly(0);
        assertThat(received[0]).containsOnly(0);
        assertThat(received[1]).containsOnly(1);
        assertThatThrownBy(own::privateKey).isInstanceOf(IllegalStateException.class);
        session.decrypt(message(new Chain(ones(), 0), chains.get(1).ratchetKey()));
        assertThat(received[1]).containsOnly(0);
        assertThat(received[2]).containsOnly(1);
    }

    @Test
    void aNewRatchetKeyClearsTheRootBefore() {
        byte[] root = ones();
        Curve25519Key theirs = Curve25519Pair.generate(primitives).publicKey();
        OlmSession session =
                new OlmSession(
                        primitives,
                        new SessionKeys(theirs, theirs, theirs),
                        new RootKey(root),
                        new SendingChain.Waiting(theirs),
                        List.of(new ReceivingChain(theirs, new Chain(ones(), 1), List.of())),
                        true);
        session.encrypt(new byte[0]);
        assertThat(root).containsOnly(0);
    }

    @Test
    void aSkippedKeyIsClearedOnceItsMessageWasRead() {
        Curve25519Key theirs = Curve25519Pair.generate(primitives).publicKey();
        ReceivingChain.Skipped skipped =
                new ReceivingChain.Skipped(0, new Chain(ones(), 0).messageKey());
        ReceivingChain chain = new ReceivingChain(theirs, new Chain(ones(), 1), List.of(skipped));
        assertThat(chain.open(message(new Chain(ones(), 0), theirs)).chain().skipped()).isEmpty();
        assertThat(skipped.messageKey()).containsOnly(0);
    }

    @Test
    void anAccountClosesThePairsThatItDrops() {
        Curve25519Pair oldest = Curve25519Pair.generate(primitives);
        Curve25519Pair used = Curve25519Pair.generate(primitives);
        Curve25519Pair previous = Curve25519Pair.generate(primitives);
        Curve25519Pair fallback = Curve25519Pair.generate(primitives);
        PreparedKey first = new PreparedKey(1, oldest, true);
        PreparedKey second = new PreparedKey(2, used, true);
        OlmAccount account =
                new OlmAccount(
                        primitives,
                        Ed25519Pair.generate(primitives),
                        Curve25519Pair.generate(primitives),
                        Map.of(second.id(), second),
                        new PreparedKey(4, fallback, true),
                        new PreparedKey(3, previous, true),
                        4);
        OlmAccount alice = OlmAccount.create(primitives);
        OlmSession toAccount = alice.beginSession(account.curve25519Key(), used.publicKey());
        account.answerSession(
                alice.curve25519Key(), (PreKeyMessage) toAccount.encrypt(new byte[0]));
        assertClosed(used);
        account.generateFallbackKey();
        assertClosed(previous);
        assertThat(fallback.privateKey()).hasSize(32);
        account.forgetPreviousFallbackKey();
        assertClosed(fallback);

        OlmAccount full =
                new OlmAccount(
                        primitives,
                        Ed25519Pair.generate(primitives),
                        Curve25519Pair.generate(primitives),
                        Map.of(first.id(), first),
                        null,
                        null,
                        1);
        full.generateOneTimeKeys(OlmAccount.MOST_ONE_TIME_KEYS - 1);
        assertThat(oldest.privateKey()).hasSize(32);
        full.generateOneTimeKeys(1);
        assertClosed(oldest);
    }

    @Test
    void partsAreClearedWithWhatHoldsThem() {
        byte[] parts = new byte[MegolmRatchet.LENGTH];
        Arrays.fill(parts, (byte) 1);
        new MegolmRatchet(parts, 0).clear();
        assertThat(parts).containsOnly(0);
        byte[] secret = ones();
        new StateWriter('A', 1).secret(secret);
        assertThat(secret).containsOnly(0);
        byte[] first = ones();
        byte[] second = ones();
        byte[] third = ones();
        assertThat(SharedSecret.of(first, second, third)).hasSize(96).containsOnly(1);
        assertThat(List.of(first, second, third))
                .allSatisfy(each -> assertThat(each).containsOnly(0));
    }

    @Test
    void aCopyOfASecretInAStoredStateIsClearedWhateverItsMakerDoes() {
        byte[] state = new StateWriter('A', 1).bytes(ones()).bytes(ones()).toBytes();
        StateReader reader = new StateReader(state, 'A', 1);
        byte[] made = reader.secret(32, secret -> secret);
        assertThat(made).hasSize(32).containsOnly(0);
        List<byte[]> seen = new ArrayList<>();
        assertThatThrownBy(
                        () ->
                                reader.secret(
                                        32,
                                        secret -> {
                                            seen.add(secret);
                                            throw new MalformedException("refused");
                                        }))
                .isInstanceOf(MalformedException.class);
        assertThat(seen.get(0)).hasSize(32).containsOnly(0);
    }

    @Test
    void aSessionThatIsDroppedClearsItsRootAndItsChain() {
        byte[] root = ones();
        byte[] chain = ones();
        Curve25519Key theirs = Curve25519Pair.generate(primitives).publicKey();
        new OlmSession(
                        primitives,
                        new SessionKeys(theirs, theirs, theirs),
                        new RootKey(root),
                        new SendingChain.Waiting(theirs),
                        List.of(new ReceivingChain(theirs, new Chain(chain, 0), List.of())),
                        true)
                .clear();
        assertThat(root).containsOnly(0);
        assertThat(chain).containsOnly(0);
    }

    private static void assertClosed(Curve25519Pair pair) {
        assertThatThrownBy(pair::privateKey).isInstanceOf(IllegalStateException.class);
    }

    private static NormalMessage message(Chain chain, Curve25519Key ratchetKey) {
        try (MessageKeys keys = Chain.keys(chain.messageKey())) {
            return NormalMessage.seal(keys, ratchetKey, chain.index(), new byte[0]);
        }
    }

    private static byte[] ones() {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) 1);
        return bytes;
    }
}
