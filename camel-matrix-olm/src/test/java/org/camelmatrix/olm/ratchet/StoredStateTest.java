// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.primitive.Curve25519Key;
import org.camelmatrix.olm.primitive.Curve25519Pair;
import org.camelmatrix.olm.primitive.Primitives;
import org.junit.jupiter.api.Test;

/** Stored states: what they hold, byte by byte, and what is refused where it was damaged. */
class StoredStateTest {
    /** Where the number of the keys that were made stands in the state of an account. */
    private static final int KEYS_MADE = 66;

    /** Where the flag of an answered session stands, after three keys. */
    private static final int ANSWERED = 98;

    private final Primitives primitives = Primitives.create();
    private final OlmAccount alice = OlmAccount.create(primitives);
    private final OlmAccount bob = OlmAccount.create(primitives);

    @Test
    void anAccountIsStoredWithAllItsKeys() {
        bob.generateOneTimeKeys(2);
        bob.generateFallbackKey();
        Curve25519Key previous = bob.fallbackKeyToUpload().orElseThrow().getValue();
        bob.generateFallbackKey();
        String published = bob.oneTimeKeysToUpload().keySet().iterator().next();
        String fallbackId = bob.fallbackKeyToUpload().orElseThrow().getKey();
        bob.markPublished(List.of(published, fallbackId));
        byte[] state = bob.serialize();
        assertThat(state).startsWith('A', 1);
        assertThat(ByteBuffer.wrap(state).getLong(KEYS_MADE)).isEqualTo(4);
        assertThat(state).hasSize(KEYS_MADE + 8 + 4 + 2 * 41 + 2 * 42);
        OlmAccount restarted = OlmAccount.deserialize(primitives, state);
        assertThat(restarted.serialize()).isEqualTo(state);
        assertThat(restarted.ed25519Key()).isEqualTo(bob.ed25519Key());
        assertThat(restarted.sign(state)).isEqualTo(bob.sign(state));
        assertThat(primitives.curves().verify(bob.ed25519Key().bytes(), state, bob.sign(state)))
                .isTrue();
        assertThat(restarted.fallbackKeyToUpload()).isEmpty();
        assertThat(restarted.oneTimeKeysToUpload()).hasSize(1).doesNotContainKey(published);
        PreKeyMessage toPrevious =
                (PreKeyMessage)
                        alice.beginSession(bob.curve25519Key(), previous)
                                .encrypt("late".getBytes(UTF_8));
        assertThat(restarted.answerSession(alice.curve25519Key(), toPrevious).plaintext())
                .asString(UTF_8)
                .isEqualTo("late");
    }

    @Test
    void anAccountWithoutAnyOneTimeOrFallbackKeyIsStored() {
        byte[] state = bob.serialize();
        assertThat(state).hasSize(KEYS_MADE + 8 + 4 + 2);
        OlmAccount restarted = OlmAccount.deserialize(primitives, state);
        assertThat(restarted.serialize()).isEqualTo(state);
        assertThat(restarted.oneTimeKeyCount()).isZero();
        assertThat(restarted.fallbackKeyToUpload()).isEmpty();
    }

    @Test
    void anAccountWithNumbersThatCannotBeIsRefused() {
        bob.generateOneTimeKeys(1);
        byte[] state = bob.serialize();
        int number = KEYS_MADE + 8 + 4;
        for (long impossible : new long[] {0, 2, -1, Long.MIN_VALUE}) {
            byte[] changed = state.clone();
            ByteBuffer.wrap(changed).putLong(number, impossible);
            refusedAsAccount(changed);
        }
        byte[] negative = OlmAccount.create(primitives).serialize();
        ByteBuffer.wrap(negative).putLong(KEYS_MADE, -1);
        refusedAsAccount(negative);
        byte[] tooMany = state.clone();
        ByteBuffer.wrap(tooMany).putInt(KEYS_MADE + 8, OlmAccount.MOST_ONE_TIME_KEYS + 1);
        refusedAsAccount(tooMany);
        byte[] oddFlag = state.clone();
        oddFlag[number + 8] = 2;
        refusedAsAccount(oddFlag);
    }

    @Test
    void asManyOneTimeKeysAsAreKeptAreStored() {
        bob.generateOneTimeKeys(OlmAccount.MOST_ONE_TIME_KEYS);
        byte[] state = bob.serialize();
        assertThat(OlmAccount.deserialize(primitives, state).serialize()).isEqualTo(state);
        assertThat(bob.oneTimeKeyCount()).isEqualTo(OlmAccount.MOST_ONE_TIME_KEYS);
        Curve25519Key oldest = bob.oneTimeKeysToUpload().values().iterator().next();
        bob.generateOneTimeKeys(1);
        assertThat(bob.oneTimeKeysToUpload())
                .hasSize(OlmAccount.MOST_ONE_TIME_KEYS)
                .doesNotContainValue(oldest);
        bob.generateOneTimeKeys(0);
        for (int count : new int[] {-1, OlmAccount.MOST_ONE_TIME_KEYS + 1}) {
            assertThatThrownBy(() -> bob.generateOneTimeKeys(count))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aSessionIsStoredInEachOfItsStates() {
        OlmSession toBob = begin();
        assertThat(toBob.hasReceived()).isFalse();
        restored(toBob);
        PreKeyMessage first = (PreKeyMessage) toBob.encrypt(new byte[0]);
        OlmSession session = bob.answerSession(alice.curve25519Key(), first).session();
        assertThat(session.hasReceived()).isTrue();
        OlmSession writing = restored(session);
        toBob.decrypt(writing.encrypt(new byte[0]));
        assertThat(toBob.hasReceived()).isTrue();
        List<OlmMessage> late = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            late.add(toBob.encrypt(("" + i).getBytes(UTF_8)));
        }
        restored(writing).decrypt(late.get(4));
        writing.decrypt(late.get(4));
        for (int i = 0; i < 4; i++) {
            assertThat(restored(writing).decrypt(late.get(i))).asString(UTF_8).isEqualTo("" + i);
        }
        restored(restored(toBob));
    }

    @Test
    void aSessionOfAStateThatCannotBeIsRefused() {
        byte[] beginning = begin().serialize();
        assertThat(beginning).startsWith('S', 1).hasSize(2 + 96 + 1 + 32 + 1 + 32 + 36 + 4);
        byte[] answered = beginning.clone();
        answered[ANSWERED] = 1;
        refusedAsSession(answered);
        byte[] waitingWithoutAChain = Arrays.copyOf(beginning, beginning.length - 36);
        waitingWithoutAChain[ANSWERED + 33] = 0;
        refusedAsSession(waitingWithoutAChain);
        byte[] tooManyChains = beginning.clone();
        tooManyChains[beginning.length - 1] = OlmSession.MOST_RECEIVING_CHAINS + 1;
        refusedAsSession(tooManyChains);
        byte[] negativeIndex = beginning.clone();
        negativeIndex[ANSWERED + 34 + 32] = (byte) 0x80;
        refusedAsSession(negativeIndex);
        for (int length = 0; length < beginning.length; length++) {
            refusedAsSession(Arrays.copyOf(beginning, length));
        }
        refusedAsSession(Arrays.copyOf(beginning, beginning.length + 1));
        byte[] otherVersion = beginning.clone();
        otherVersion[1] = 0;
        assertThatThrownBy(() -> OlmSession.deserialize(primitives, otherVersion))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("version 0");
    }

    @Test
    void aSessionWithAsManyChainsAndSkippedKeysAsAreKeptIsStored() {
        Curve25519Pair ratchet = Curve25519Pair.generate(primitives);
        List<ReceivingChain> chains = new ArrayList<>();
        for (int i = 0; i < OlmSession.MOST_RECEIVING_CHAINS; i++) {
            List<ReceivingChain.Skipped> skipped = new ArrayList<>();
            for (int j = 0; j < ReceivingChain.MOST_SKIPPED; j++) {
                skipped.add(new ReceivingChain.Skipped(j, new byte[32]));
            }
            chains.add(
                    new ReceivingChain(
                            ratchet.publicKey(), new Chain(new byte[32], Chain.END), skipped));
        }
        byte[] state = session(ratchet, chains).serialize();
        assertThat(OlmSession.deserialize(primitives, state).serialize()).isEqualTo(state);
        List<ReceivingChain.Skipped> tooMany = new ArrayList<>(chains.get(0).skipped());
        tooMany.add(tooMany.get(0));
        ReceivingChain odd =
                new ReceivingChain(ratchet.publicKey(), chains.get(0).chain(), tooMany);
        refusedAsSession(session(ratchet, List.of(odd)).serialize());
    }

    private OlmSession session(Curve25519Pair ratchet, List<ReceivingChain> chains) {
        SessionKeys keys =
                new SessionKeys(ratchet.publicKey(), ratchet.publicKey(), ratchet.publicKey());
        return new OlmSession(
                primitives,
                keys,
                new RootKey(new byte[32]),
                new SendingChain.Active(ratchet, new Chain(new byte[32], 0)),
                chains,
                true);
    }

    private OlmSession begin() {
        bob.generateOneTimeKeys(1);
        var keys = bob.oneTimeKeysToUpload();
        bob.markPublished(keys.keySet());
        return alice.beginSession(bob.curve25519Key(), keys.values().iterator().next());
    }

    private OlmSession restored(OlmSession session) {
        byte[] state = session.serialize();
        OlmSession restored = OlmSession.deserialize(primitives, state);
        assertThat(restored.serialize()).isEqualTo(state);
        assertThat(restored.sessionId()).isEqualTo(session.sessionId());
        assertThat(restored.hasReceived()).isEqualTo(session.hasReceived());
        return restored;
    }

    private void refusedAsSession(byte[] state) {
        assertThatThrownBy(() -> OlmSession.deserialize(primitives, state))
                .isInstanceOf(MalformedException.class);
    }

    private void refusedAsAccount(byte[] state) {
        assertThatThrownBy(() -> OlmAccount.deserialize(primitives, state))
                .isInstanceOf(MalformedException.class);
    }
}
