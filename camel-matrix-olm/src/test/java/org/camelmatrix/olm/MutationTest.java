// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
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
 * <p>{@code -Dolm.mutations} tells how many changes of each kind are tried.
 */
class MutationTest {
    private static final int MUTATIONS = Integer.getInteger("olm.mutations", 10_000);

    private final Primitives primitives = Primitives.create();
    private final Random random = new Random(1);

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
        for (int i = 0; i < MUTATIONS / 2; i++) {
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
        assertThat(unchanged).isLessThan(MUTATIONS / 100);
        OlmSession session = bob.answerSession(first.identityKey(), first).session();
        alice.decrypt(session.encrypt("answer".getBytes(UTF_8)));
        OlmMessage second = alice.encrypt("second".getBytes(UTF_8));
        byte[] state = session.serialize();
        for (int i = 0; i < MUTATIONS / 2; i++) {
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
        for (int i = 0; i < MUTATIONS; i++) {
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
        for (int i = 0; i < MUTATIONS; i++) {
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
        int parsed = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            JsonNode changed;
            try {
                changed = new ObjectMapper().readTree(changed(object));
            } catch (java.io.IOException e) {
                continue;
            }
            if (sameSigned(changed, vectors.get("device_keys"))) {
                continue;
            }
            parsed++;
            JsonNode candidate = changed;
            refused(
                    () ->
                            SignedJson.verify(
                                    curves, candidate, "@alice:example.org", "JLAFKJWSCS", key));
        }
        assertThat(parsed).isGreaterThan(MUTATIONS / 10);
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
        for (int i = 0; i < MUTATIONS / 20; i++) {
            byte[] changedAccount = changed(account);
            byte[] changedSession = changed(session);
            typed(
                    () ->
                            OlmAccount.deserialize(primitives, changedAccount)
                                    .answerSession(first.identityKey(), first));
            typed(() -> OlmSession.deserialize(primitives, changedSession).decrypt(second));
            typed(() -> OlmSession.deserialize(primitives, changedSession).encrypt(new byte[0]));
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

    private static void typed(Runnable use) {
        try {
            use.run();
        } catch (OlmException e) {
            assertThat(e).hasMessageNotContaining("null");
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
