// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.camelmatrix.olm.KeyUnavailableException;
import org.camelmatrix.olm.LimitException;
import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.UnauthenticException;
import org.camelmatrix.olm.internal.Base64Text;
import org.camelmatrix.olm.primitive.Curve25519Key;
import org.camelmatrix.olm.primitive.Curves;
import org.camelmatrix.olm.primitive.Primitives;
import org.junit.jupiter.api.Test;

class OlmAccountTest {
    private final Primitives primitives = Primitives.create();
    private final OlmAccount alice = OlmAccount.create(primitives);
    private final OlmAccount bob = OlmAccount.create(primitives);

    @Test
    void keysAreUploadedUntilTheyArePublished() {
        bob.generateOneTimeKeys(3);
        Map<String, Curve25519Key> keys = bob.oneTimeKeysToUpload();
        assertThat(keys).hasSize(3);
        assertThat(bob.oneTimeKeysToUpload()).isEqualTo(keys);
        OlmAccount restarted = OlmAccount.deserialize(primitives, bob.serialize());
        assertThat(restarted.oneTimeKeysToUpload()).isEqualTo(keys);
        String first = keys.keySet().iterator().next();
        restarted.markPublished(List.of(first, "unknown"));
        assertThat(restarted.oneTimeKeysToUpload()).hasSize(2).doesNotContainKey(first);
        assertThat(restarted.oneTimeKeyCount()).isEqualTo(3);
    }

    @Test
    void noIdIsEverGivenTwice() {
        Set<String> ids = new HashSet<>();
        OlmAccount account = bob;
        for (int i = 0; i < 30; i++) {
            account.generateOneTimeKeys(10);
            account.generateFallbackKey();
            ids.addAll(account.oneTimeKeysToUpload().keySet());
            ids.add(account.fallbackKeyToUpload().orElseThrow().getKey());
            account.markPublished(account.oneTimeKeysToUpload().keySet());
            account = OlmAccount.deserialize(primitives, account.serialize());
        }
        assertThat(ids).hasSize(330);
        assertThat(account.oneTimeKeyCount()).isEqualTo(OlmAccount.MOST_ONE_TIME_KEYS);
    }

    @Test
    void aOneTimeKeyIsGoneOnlyOnceItsMessageWasRead() {
        PreKeyMessage first =
                (PreKeyMessage) session(oneTimeKey()).encrypt("first".getBytes(UTF_8));
        PreKeyMessage changed = (PreKeyMessage) OlmMessage.parse(0, changedCode(first));
        byte[] before = bob.serialize();
        assertThatThrownBy(() -> bob.answerSession(alice.curve25519Key(), changed))
                .isInstanceOf(UnauthenticException.class);
        assertThatThrownBy(() -> bob.answerSession(bob.curve25519Key(), first))
                .isInstanceOf(UnauthenticException.class);
        assertThat(bob.serialize()).isEqualTo(before);
        assertThat(bob.answerSession(alice.curve25519Key(), first).plaintext())
                .asString(UTF_8)
                .isEqualTo("first");
        assertThat(bob.oneTimeKeyCount()).isZero();
        assertThatThrownBy(() -> bob.answerSession(alice.curve25519Key(), first))
                .isInstanceOf(KeyUnavailableException.class);
    }

    @Test
    void aFallbackKeyIsKeptForOneGenerationMore() {
        bob.generateFallbackKey();
        Curve25519Key key = bob.fallbackKeyToUpload().orElseThrow().getValue();
        bob.markPublished(Set.of(bob.fallbackKeyToUpload().orElseThrow().getKey()));
        assertThat(bob.fallbackKeyToUpload()).isEmpty();
        assertAnswers(session(key));
        assertAnswers(session(key));
        bob.generateFallbackKey();
        assertAnswers(session(key));
        bob.forgetPreviousFallbackKey();
        OlmMessage late = session(key).encrypt(new byte[0]);
        assertThatThrownBy(() -> bob.answerSession(alice.curve25519Key(), (PreKeyMessage) late))
                .isInstanceOf(KeyUnavailableException.class);
    }

    @Test
    void severalFirstMessagesOfOneSessionAreReadByIt() {
        OlmSession toBob = session(oneTimeKey());
        PreKeyMessage first = (PreKeyMessage) toBob.encrypt("first".getBytes(UTF_8));
        PreKeyMessage second = (PreKeyMessage) toBob.encrypt("second".getBytes(UTF_8));
        OlmSession session = bob.answerSession(alice.curve25519Key(), second).session();
        assertThat(session.matches(first)).isTrue();
        assertThat(session.decrypt(first)).asString(UTF_8).isEqualTo("first");
        PreKeyMessage other = (PreKeyMessage) session(oneTimeKey()).encrypt(new byte[0]);
        assertThat(session.matches(other)).isFalse();
        assertThatThrownBy(() -> session.decrypt(other)).isInstanceOf(UnauthenticException.class);
        toBob.decrypt(session.encrypt(new byte[0]));
        assertThat(toBob.encrypt(new byte[0])).isInstanceOf(NormalMessage.class);
    }

    @Test
    void aMessageTooFarAheadIsRefusedAndOneAtTheBoundIsRead() {
        OlmSession toBob = session(oneTimeKey());
        OlmSession session =
                bob.answerSession(alice.curve25519Key(), (PreKeyMessage) toBob.encrypt(new byte[0]))
                        .session();
        OlmMessage atTheBound = null;
        OlmMessage beyond = null;
        for (int i = 1; i <= ReceivingChain.LARGEST_GAP + 2; i++) {
            atTheBound = beyond;
            beyond = toBob.encrypt(("" + i).getBytes(UTF_8));
        }
        OlmMessage tooFar = beyond;
        byte[] before = session.serialize();
        assertThatThrownBy(() -> session.decrypt(tooFar)).isInstanceOf(LimitException.class);
        assertThat(session.serialize()).isEqualTo(before);
        assertThat(session.decrypt(atTheBound)).asString(UTF_8).isEqualTo("2001");
        assertThat(session.decrypt(tooFar)).asString(UTF_8).isEqualTo("2002");
    }

    @Test
    void theKeysOfFortySkippedMessagesAreKept() {
        OlmSession toBob = session(oneTimeKey());
        OlmSession session =
                bob.answerSession(alice.curve25519Key(), (PreKeyMessage) toBob.encrypt(new byte[0]))
                        .session();
        OlmMessage oldest = toBob.encrypt(new byte[0]);
        OlmMessage kept = toBob.encrypt("kept".getBytes(UTF_8));
        for (int i = 0; i < ReceivingChain.MOST_SKIPPED - 1; i++) {
            toBob.encrypt(new byte[0]);
        }
        session.decrypt(toBob.encrypt(new byte[0]));
        OlmSession restarted = OlmSession.deserialize(primitives, session.serialize());
        assertThatThrownBy(() -> restarted.decrypt(oldest))
                .isInstanceOf(KeyUnavailableException.class);
        assertThat(restarted.decrypt(kept)).asString(UTF_8).isEqualTo("kept");
        assertThatThrownBy(() -> restarted.decrypt(kept))
                .isInstanceOf(KeyUnavailableException.class);
    }

    @Test
    void aStateOfAnotherKindOrVersionOrLengthIsRefused() {
        bob.generateOneTimeKeys(1);
        bob.generateFallbackKey();
        byte[] state = bob.serialize();
        assertThatThrownBy(() -> OlmSession.deserialize(primitives, state))
                .isInstanceOf(MalformedException.class);
        for (int length = 0; length < state.length; length++) {
            byte[] cut = Arrays.copyOf(state, length);
            assertThatThrownBy(() -> OlmAccount.deserialize(primitives, cut))
                    .isInstanceOf(MalformedException.class);
        }
        assertThatThrownBy(
                        () ->
                                OlmAccount.deserialize(
                                        primitives, Arrays.copyOf(state, state.length + 1)))
                .isInstanceOf(MalformedException.class);
        state[1]++;
        assertThatThrownBy(() -> OlmAccount.deserialize(primitives, state))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("version 2");
    }

    @Test
    void noSecretIsInAText() {
        OutboundGroupSession room = OutboundGroupSession.create(primitives);
        InboundGroupSession reader =
                InboundGroupSession.fromSessionKey(primitives, room.sessionKey());
        String texts = "" + bob + alice + room + reader + session(oneTimeKey());
        assertThat(texts)
                .contains(bob.curve25519Key().base64())
                .doesNotContain(room.sessionKey(), reader.export());
        assertThat(texts.length()).isLessThan(700);
    }

    private void assertAnswers(OlmSession toBob) {
        OlmMessage message = toBob.encrypt("hello".getBytes(UTF_8));
        assertThat(bob.answerSession(alice.curve25519Key(), (PreKeyMessage) message).plaintext())
                .asString(UTF_8)
                .isEqualTo("hello");
    }

    private OlmSession session(Curve25519Key theirs) {
        return alice.beginSession(bob.curve25519Key(), theirs);
    }

    private Curve25519Key oneTimeKey() {
        bob.generateOneTimeKeys(1);
        Map<String, Curve25519Key> keys = bob.oneTimeKeysToUpload();
        bob.markPublished(keys.keySet());
        return keys.values().iterator().next();
    }

    private static String changedCode(PreKeyMessage message) {
        byte[] bytes = Base64Text.decode("the message", message.body(), OlmMessage.LARGEST_BODY);
        bytes[bytes.length - 1] ^= 1;
        return Base64Text.encode(bytes);
    }

    /** Otherwise the account held a key twice or too many of them, and could not be stored. */
    @Test
    void anAccountIsAsItWasWhenThereAreNoRandomNumbers() {
        AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
        SecureRandom random =
                new SecureRandom() {
                    private static final long serialVersionUID = 1;

                    @Override
                    public void nextBytes(byte[] bytes) {
                        if (left.getAndDecrement() <= 0) {
                            throw new IllegalStateException("no random numbers");
                        }
                        super.nextBytes(bytes);
                    }
                };
        OlmAccount account = OlmAccount.create(new Primitives(Curves.best(), random));
        account.generateOneTimeKeys(OlmAccount.MOST_ONE_TIME_KEYS);
        account.generateFallbackKey();
        account.generateFallbackKey();
        byte[] before = account.serialize();
        left.set(2);
        assertThatThrownBy(() -> account.generateOneTimeKeys(3))
                .isInstanceOf(IllegalStateException.class);
        assertThat(account.serialize()).isEqualTo(before);
        left.set(0);
        assertThatThrownBy(account::generateFallbackKey).isInstanceOf(IllegalStateException.class);
        assertThat(account.serialize()).isEqualTo(before);
        left.set(1);
        account.generateFallbackKey();
        assertThat(account.serialize()).isNotEqualTo(before).hasSameSizeAs(before);
    }
}
