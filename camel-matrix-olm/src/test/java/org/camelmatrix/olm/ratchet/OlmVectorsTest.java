// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.camelmatrix.olm.GivenRandom;
import org.camelmatrix.olm.OlmException;
import org.camelmatrix.olm.Vectors;
import org.camelmatrix.olm.primitive.Curve25519Key;
import org.camelmatrix.olm.primitive.Curve25519Pair;
import org.camelmatrix.olm.primitive.Curves;
import org.camelmatrix.olm.primitive.Ed25519Pair;
import org.camelmatrix.olm.primitive.Primitives;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that another implementation has written to a device whose private keys are known. */
class OlmVectorsTest {
    private static final JsonNode OLM = Vectors.read("olm.json");

    static Stream<Curves> makers() {
        return Stream.of(Curves.best(), Curves.jdk());
    }

    @ParameterizedTest
    @MethodSource("makers")
    void readsWhatAnotherImplementationHasWritten(Curves curves) {
        for (JsonNode transcript : OLM.get("transcripts")) {
            OlmAccount bob = bob(new Primitives(curves, new SecureRandom()), transcript);
            assertThat(bob.ed25519Key().base64())
                    .isEqualTo(transcript.at("/bob/ed25519").textValue());
            assertThat(bob.curve25519Key().base64())
                    .isEqualTo(transcript.at("/bob/curve25519").textValue());
            byte[] before = bob.serialize();
            for (JsonNode bad : transcript.get("must_fail")) {
                assertThatThrownBy(() -> begin(bob, transcript, bad))
                        .as(bad.get("why").textValue())
                        .isInstanceOf(OlmException.class);
                assertThat(bob.serialize()).as(bad.get("why").textValue()).isEqualTo(before);
            }
            OlmSession session = null;
            for (JsonNode message : transcript.get("messages")) {
                byte[] plaintext;
                if (session == null) {
                    OlmAccount.Answered answered = begin(bob, transcript, message);
                    session = answered.session();
                    plaintext = answered.plaintext();
                } else {
                    plaintext = session.decrypt(parse(message));
                }
                assertThat(new String(plaintext, UTF_8))
                        .isEqualTo(message.get("plaintext").textValue());
            }
            assertThat(session.sessionId()).isEqualTo(transcript.get("session_id").textValue());
            assertThat(bob.oneTimeKeyCount()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("makers")
    void derivesTheKeysOfAFirstMessage(Curves curves) {
        for (JsonNode transcript : OLM.get("transcripts")) {
            JsonNode first = transcript.get("first_message");
            Curve25519Pair identity = pair(curves, transcript.at("/bob/curve25519_private"));
            Curve25519Pair oneTime = pair(curves, transcript.get("one_time_key_private"));
            Curve25519Key theirs = Curve25519Key.of(first.get("identity_key").textValue());
            Curve25519Key base = Curve25519Key.of(first.get("base_key").textValue());
            byte[] secret =
                    SharedSecret.of(
                            oneTime.agree(theirs), identity.agree(base), oneTime.agree(base));
            assertThat(hex(secret)).isEqualTo(first.get("shared_secret_hex").textValue());
            RootKey.Step step = RootKey.begin(secret);
            assertThat(hex(step.root().key())).isEqualTo(first.get("root_key_hex").textValue());
            assertThat(hex(step.chain().key())).isEqualTo(first.get("chain_key_hex").textValue());
            assertThat(hex(step.chain().messageKey()))
                    .isEqualTo(first.get("message_key_hex").textValue());
            assertThat(secret).containsOnly(0);
        }
    }

    @ParameterizedTest
    @MethodSource("makers")
    void writesTheSameBytesAsAnotherImplementation(Curves curves) {
        JsonNode conversation = OLM.get("conversation");
        GivenRandom random = new GivenRandom();
        OlmAccount bob = bob(new Primitives(curves, random), conversation);
        OlmSession session = null;
        String ratchetBefore = null;
        for (JsonNode step : conversation.get("steps")) {
            if (session == null) {
                OlmAccount.Answered answered =
                        bob.answerSession(
                                Curve25519Key.of(conversation.get("alice_curve25519").textValue()),
                                (PreKeyMessage) parse(step));
                session = answered.session();
                assertThat(new String(answered.plaintext(), UTF_8))
                        .isEqualTo(step.get("plaintext").textValue());
            } else if (step.get("by").textValue().equals("bob")) {
                String ratchet = step.get("bob_ratchet_private").textValue();
                if (!ratchet.equals(ratchetBefore)) {
                    random.add(Vectors.bytes(step.get("bob_ratchet_private")));
                    ratchetBefore = ratchet;
                }
                OlmMessage message =
                        session.encrypt(step.get("plaintext").textValue().getBytes(UTF_8));
                assertThat(message.type()).isEqualTo(step.get("type").intValue());
                assertThat(message.body()).isEqualTo(step.get("body").textValue());
            } else {
                assertThat(new String(session.decrypt(parse(step)), UTF_8))
                        .isEqualTo(step.get("plaintext").textValue());
            }
            session = OlmSession.deserialize(new Primitives(curves, random), session.serialize());
        }
        assertThat(session.sessionId()).isEqualTo(conversation.get("session_id").textValue());
    }

    private static OlmAccount.Answered begin(
            OlmAccount bob, JsonNode transcript, JsonNode message) {
        Curve25519Key alice = Curve25519Key.of(transcript.get("alice_curve25519").textValue());
        return bob.answerSession(alice, (PreKeyMessage) parse(message));
    }

    private static OlmMessage parse(JsonNode message) {
        return OlmMessage.parse(message.get("type").intValue(), message.get("body").textValue());
    }

    /** Bob with the one key that the vectors tell of, as a one-time key or as the fallback key. */
    private static OlmAccount bob(Primitives primitives, JsonNode vectors) {
        Curves curves = primitives.curves();
        PreparedKey key =
                new PreparedKey(1, pair(curves, vectors.get("one_time_key_private")), true);
        boolean fallback = vectors.path("fallback").asBoolean();
        return new OlmAccount(
                primitives,
                Ed25519Pair.of(curves, Vectors.bytes(vectors.at("/bob/ed25519_seed"))),
                pair(curves, vectors.at("/bob/curve25519_private")),
                fallback ? Map.of() : Map.of(key.id(), key),
                fallback ? key : null,
                null,
                1);
    }

    private static Curve25519Pair pair(Curves curves, JsonNode privateKey) {
        return Curve25519Pair.of(curves, Vectors.bytes(privateKey));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
