// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.camelmatrix.olm.OlmException;
import org.camelmatrix.olm.Vectors;
import org.camelmatrix.olm.primitive.Curves;
import org.camelmatrix.olm.primitive.Ed25519Pair;
import org.camelmatrix.olm.primitive.Primitives;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Megolm session of another implementation, whose seed is known. */
class MegolmVectorsTest {
    private static final JsonNode MEGOLM = Vectors.read("megolm.json");

    static Stream<Primitives> makers() {
        return Stream.of(Curves.best(), Curves.jdk())
                .map(curves -> new Primitives(curves, new SecureRandom()));
    }

    @ParameterizedTest
    @MethodSource("makers")
    void readsMessagesInAnyOrder(Primitives primitives) {
        InboundGroupSession session = session(primitives);
        assertThat(session.sessionId()).isEqualTo(MEGOLM.get("session_id").textValue());
        byte[] before = session.serialize();
        for (JsonNode bad : MEGOLM.get("must_fail")) {
            assertThatThrownBy(() -> session.decrypt(bad.get("ciphertext").textValue()))
                    .as(bad.get("why").textValue())
                    .isInstanceOf(OlmException.class);
            assertThat(session.serialize()).isEqualTo(before);
        }
        for (int round = 0; round < 2; round++) {
            for (JsonNode message : MEGOLM.get("messages")) {
                InboundGroupSession.Decrypted decrypted =
                        session.decrypt(message.get("ciphertext").textValue());
                assertThat(decrypted.index()).isEqualTo(message.get("index").longValue());
                assertThat(new String(decrypted.plaintext(), UTF_8))
                        .isEqualTo(message.get("plaintext").textValue());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("makers")
    void writesTheSameBytesAsAnotherImplementation(Primitives primitives) {
        Ed25519Pair signing =
                Ed25519Pair.of(primitives.curves(), Vectors.bytes(MEGOLM.get("ed25519_seed")));
        MegolmRatchet ratchet =
                GroupSessionKey.readShared(
                                primitives.curves(), MEGOLM.get("session_key").textValue())
                        .ratchet();
        Map<Long, JsonNode> messages = new TreeMap<>();
        MEGOLM.get("messages").forEach(each -> messages.put(each.get("index").longValue(), each));
        messages.forEach(
                (index, message) -> {
                    ratchet.advanceTo(index);
                    OutboundGroupSession session =
                            new OutboundGroupSession(signing, ratchet.copy(), false);
                    assertThat(
                                    session.encrypt(
                                            message.get("plaintext").textValue().getBytes(UTF_8)))
                            .isEqualTo(message.get("ciphertext").textValue());
                    assertThat(session.messageIndex()).isEqualTo(index + 1);
                });
    }

    @ParameterizedTest
    @MethodSource("makers")
    void sharesTheSameSessionKey(Primitives primitives) {
        Ed25519Pair signing =
                Ed25519Pair.of(primitives.curves(), Vectors.bytes(MEGOLM.get("ed25519_seed")));
        MegolmRatchet ratchet =
                GroupSessionKey.readShared(
                                primitives.curves(), MEGOLM.get("session_key").textValue())
                        .ratchet();
        assertThat(new OutboundGroupSession(signing, ratchet, false).sessionKey())
                .isEqualTo(MEGOLM.get("session_key").textValue());
    }

    @ParameterizedTest
    @MethodSource("makers")
    void exportsTheSameKeysUpToTheLastIndex(Primitives primitives) {
        InboundGroupSession session = session(primitives);
        MEGOLM.get("exports")
                .fields()
                .forEachRemaining(
                        export -> {
                            long index = Long.parseLong(export.getKey());
                            String key = export.getValue().textValue();
                            assertThat(session.exportAt(index)).as(export.getKey()).isEqualTo(key);
                            InboundGroupSession exported =
                                    InboundGroupSession.fromExport(primitives, key);
                            assertThat(exported.firstIndex()).isEqualTo(index);
                            assertThat(session.compare(exported))
                                    .isEqualTo(
                                            index == 0
                                                    ? InboundGroupSession.Comparison.EQUAL
                                                    : InboundGroupSession.Comparison.WORSE);
                            assertThat(exported.compare(session))
                                    .isEqualTo(
                                            index == 0
                                                    ? InboundGroupSession.Comparison.EQUAL
                                                    : InboundGroupSession.Comparison.BETTER);
                        });
    }

    @ParameterizedTest
    @MethodSource("makers")
    void refusesSessionKeysThatAreNone(Primitives primitives) {
        for (JsonNode bad : MEGOLM.get("bad_session_keys")) {
            assertThatThrownBy(
                            () ->
                                    InboundGroupSession.fromSessionKey(
                                            primitives, bad.get("session_key").textValue()))
                    .as(bad.get("why").textValue())
                    .isInstanceOf(OlmException.class);
        }
        String export = MEGOLM.at("/exports/0").textValue();
        assertThatThrownBy(() -> InboundGroupSession.fromSessionKey(primitives, export))
                .isInstanceOf(OlmException.class);
        assertThatThrownBy(
                        () ->
                                InboundGroupSession.fromExport(
                                        primitives, MEGOLM.get("session_key").textValue()))
                .isInstanceOf(OlmException.class);
    }

    private static InboundGroupSession session(Primitives primitives) {
        return InboundGroupSession.fromSessionKey(
                primitives, MEGOLM.get("session_key").textValue());
    }
}
