// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.camelmatrix.olm.json.SignedJson;
import org.camelmatrix.olm.primitive.Curves;
import org.camelmatrix.olm.primitive.Ed25519Key;
import org.camelmatrix.olm.primitive.Primitives;
import org.camelmatrix.olm.ratchet.InboundGroupSession;
import org.camelmatrix.olm.ratchet.OlmAccount;
import org.camelmatrix.olm.ratchet.OlmMessage;
import org.camelmatrix.olm.ratchet.OlmSession;
import org.camelmatrix.olm.ratchet.OutboundGroupSession;
import org.camelmatrix.olm.ratchet.PreKeyMessage;
import org.junit.jupiter.api.Test;

/**
 * Changes messages, states and signed objects by chance: none is accepted, each refusal is a typed
 * one, and the session is as it was.
 *
 * <p>{@code -Dolm.mutations} tells how many changes are tried in all, and {@code -Dolm.seed} which
 * ones.
 */
class MutationTest {
    private static final int MUTATIONS = Integer.getInteger("olm.mutations", 50_000);
    private static final int FIRST_MESSAGES = MUTATIONS / 10;
    private static final int LATER_MESSAGES = MUTATIONS / 5;
    private static final int GROUP_MESSAGES = MUTATIONS / 4;
    private static final int SESSION_KEYS = MUTATIONS / 5;
    private static final int OBJECTS = MUTATIONS * 3 / 20;
    private static final int STATES = MUTATIONS / 10;

    private final Primitives primitives = Primitives.create();
    private final Random random = new Random(Long.getLong("olm.seed", 1));

    @Test
    void aChangedOlmMessageIsRefused() {
        OlmAccount bob = OlmAccount.create(primitives);
        bob.generateOneTimeKeys(1);
        OlmSession alice =
                OlmAccount.create(primitives)
                        .beginSession(
                                bob.curve25519Key(),
                                bob.oneTimeKeysToUpload().values().iterator().next());
        PreKeyMessage first = (PreKeyMessage) alice.encrypt("first".getBytes(UTF_8));
        byte[] account = bob.serialize();
        int unchanged = 0;
        for (int i = 0; i < FIRST_MESSAGES; i++) {
            String changed = changed(first.body());
            OlmAccount copy = OlmAccount.deserialize(primitives, account);
            try {
                OlmAccount.Answered answered =
                        copy.answerSession(
                                first.identityKey(), (PreKeyMessage) OlmMessage.parse(0, changed));
                // Nothing authenticates a field beside the message that no version knows. It
                // changes neither the session nor the text.
                assertThat(answered.session().sessionId()).isEqualTo(first.sessionId());
                assertThat(answered.plaintext()).asString(UTF_8).isEqualTo("first");
                unchanged++;
            } catch (OlmException e) {
                assertThat(copy.serialize()).isEqualTo(account);
            }
        }
        assertThat(unchanged).isLessThan(FIRST_MESSAGES / 20);
        OlmSession session = bob.answerSession(first.identityKey(), first).session();
        alice.decrypt(session.encrypt("answer".getBytes(UTF_8)));
        OlmMessage second = alice.encrypt("second".getBytes(UTF_8));
        byte[] state = session.serialize();
        for (int i = 0; i < LATER_MESSAGES; i++) {
            String changed = changed(second.body());
            refused(() -> session.decrypt(OlmMessage.parse(1, changed)));
            assertThat(session.serialize()).isEqualTo(state);
        }
        assertThat(session.decrypt(second)).asString(UTF_8).isEqualTo("second");
    }

    @Test
    void aChangedMegolmMessageIsRefused() {
        OutboundGroupSession outbound = OutboundGroupSession.create(primitives);
        InboundGroupSession inbound =
                InboundGroupSession.fromSessionKey(primitives, outbound.sessionKey());
        String message = outbound.encrypt("a message of some length".getBytes(UTF_8));
        byte[] state = inbound.serialize();
        for (int i = 0; i < GROUP_MESSAGES; i++) {
            String changed = changed(message);
            refused(() -> inbound.decrypt(changed));
            assertThat(inbound.serialize()).isEqualTo(state);
        }
        assertThat(inbound.decrypt(message).plaintext())
                .asString(UTF_8)
                .isEqualTo("a message of some length");
    }

    @Test
    void aChangedSessionKeyIsRefused() {
        String sessionKey = OutboundGroupSession.create(primitives).sessionKey();
        for (int i = 0; i < SESSION_KEYS; i++) {
            String changed = changed(sessionKey);
            refused(() -> InboundGroupSession.fromSessionKey(primitives, changed));
        }
    }

    @Test
    void aChangedObjectIsNotSigned() throws Exception {
        JsonNode vectors = Vectors.read("signatures.json");
        Ed25519Key key = Ed25519Key.of(vectors.at("/keys/ed25519").textValue());
        byte[] object = new ObjectMapper().writeValueAsBytes(vectors.get("device_keys"));
        Curves curves = Curves.best();
        int tried = 0;
        while (tried < OBJECTS) {
            JsonNode changed;
            try {
                changed = new ObjectMapper().readTree(changed(object));
            } catch (java.io.IOException e) {
                continue;
            }
            if (sameSigned(changed, vectors.get("device_keys"))) {
                continue;
            }
            tried++;
            JsonNode candidate = changed;
            refused(
                    () ->
                            SignedJson.verify(
                                    curves, candidate, "@alice:example.org", "JLAFKJWSCS", key));
        }
    }

    /**
     * A state has no code of its own, as the store protects it. But a damaged one must not lead to
     * anything but a typed failure.
     */
    @Test
    void aChangedStateGivesATypedFailureOrASessionThatReadsNothingForged() {
        OlmAccount bob = OlmAccount.create(primitives);
        bob.generateOneTimeKeys(2);
        bob.generateFallbackKey();
        OlmSession alice =
                OlmAccount.create(primitives)
                        .beginSession(
                                bob.curve25519Key(),
                                bob.oneTimeKeysToUpload().values().iterator().next());
        PreKeyMessage first = (PreKeyMessage) alice.encrypt(new byte[0]);
        byte[] account = bob.serialize();
        byte[] session = bob.answerSession(first.identityKey(), first).session().serialize();
        OlmMessage second = alice.encrypt("second".getBytes(UTF_8));
        OutboundGroupSession room = OutboundGroupSession.create(primitives);
        byte[] inbound =
                InboundGroupSession.fromSessionKey(primitives, room.sessionKey()).serialize();
        byte[] outbound = room.serialize();
        String message = room.encrypt(new byte[0]);
        for (int i = 0; i < STATES; i++) {
            switch (i % 5) {
                case 0 ->
                        typed(
                                changed(account),
                                state -> OlmAccount.deserialize(primitives, state),
                                OlmAccount::serialize,
                                bobs -> bobs.answerSession(first.identityKey(), first));
                case 1 ->
                        typed(
                                changed(session),
                                state -> OlmSession.deserialize(primitives, state),
                                OlmSession::serialize,
                                bobs -> bobs.decrypt(second));
                case 2 ->
                        typed(
                                changed(session),
                                state -> OlmSession.deserialize(primitives, state),
                                OlmSession::serialize,
                                bobs -> bobs.encrypt(new byte[0]));
                case 3 ->
                        typed(
                                changed(inbound),
                                state -> InboundGroupSession.deserialize(primitives, state),
                                InboundGroupSession::serialize,
                                reader -> reader.decrypt(message));
                default ->
                        typed(
                                changed(outbound),
                                state -> OutboundGroupSession.deserialize(primitives, state),
                                OutboundGroupSession::serialize,
                                writer -> writer.encrypt(new byte[0]));
            }
        }
    }

    private boolean sameSigned(JsonNode first, JsonNode second) {
        try {
            return Arrays.equals(SignedJson.signedBytes(first), SignedJson.signedBytes(second));
        } catch (OlmException e) {
            return false;
        }
    }

    private static void refused(Runnable use) {
        try {
            use.run();
        } catch (OlmException e) {
            return;
        }
        throw new AssertionError("a changed input was accepted");
    }

    /** Uses what a state gives, if it gives anything. A refusal leaves it as it was. */
    private static <T> void typed(
            byte[] state, Function<byte[], T> read, Function<T, byte[]> write, Consumer<T> use) {
        T value;
        try {
            value = read.apply(state);
        } catch (OlmException e) {
            assertThat(e).hasMessageNotContaining("null");
            return;
        }
        byte[] before = write.apply(value);
        try {
            use.accept(value);
        } catch (OlmException e) {
            assertThat(write.apply(value)).isEqualTo(before);
        }
    }

    private String changed(String base64) {
        return Base64.getEncoder()
                .withoutPadding()
                .encodeToString(changed(Base64.getDecoder().decode(base64)));
    }

    /**
     * The bytes with a bit or byte changed, some left out, added or exchanged, or cut short: never
     * the same ones.
     */
    private byte[] changed(byte[] bytes) {
        byte[] changed = bytes;
        while (Arrays.equals(changed, bytes)) {
            int at = random.nextInt(bytes.length);
            int length = 1 + random.nextInt(Math.min(40, bytes.length - at));
            changed =
                    switch (random.nextInt(6)) {
                        case 0 -> with(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
                        case 1 -> with(bytes, at, (byte) random.nextInt());
                        case 2 -> Arrays.copyOf(bytes, at);
                        case 3 ->
                                joined(
                                        Arrays.copyOf(bytes, at),
                                        Arrays.copyOfRange(bytes, at + length, bytes.length));
                        case 4 ->
                                joined(
                                        Arrays.copyOf(bytes, at + length),
                                        Arrays.copyOfRange(bytes, at, bytes.length));
                        default -> joined(bytes, new byte[length]);
                    };
        }
        return changed;
    }

    private static byte[] with(byte[] bytes, int at, byte value) {
        byte[] changed = bytes.clone();
        changed[at] = value;
        return changed;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
