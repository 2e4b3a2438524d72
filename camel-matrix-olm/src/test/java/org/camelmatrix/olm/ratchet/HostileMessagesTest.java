// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.camelmatrix.olm.LimitException;
import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.OlmException;
import org.camelmatrix.olm.UnauthenticException;
import org.camelmatrix.olm.internal.Base64Text;
import org.camelmatrix.olm.internal.MessageKeys;
import org.camelmatrix.olm.primitive.Curve25519Key;
import org.camelmatrix.olm.primitive.Curve25519Pair;
import org.camelmatrix.olm.primitive.Curves;
import org.camelmatrix.olm.primitive.Primitives;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Olm messages by senders that know the protocol and do not keep to it. */
class HostileMessagesTest {
    private static final Curve25519Key SMALL_ORDER = Curve25519Key.of(new byte[32]);

    private final Primitives primitives = Primitives.create();
    private final OlmAccount alice = OlmAccount.create(primitives);
    private final OlmAccount bob = OlmAccount.create(primitives);

    /**
     * The top bit of a Curve25519 key does not count for an agreement, so the first message fits
     * under such a key, too. Whoever can change the event could spend the one-time key so, and make
     * the session one of a device that does not exist.
     */
    @Test
    void anIdentityKeyThatIsWrittenOtherwiseSpendsNoOneTimeKey() {
        PreKeyMessage first = (PreKeyMessage) begin().encrypt("first".getBytes(UTF_8));
        SessionKeys keys = first.keys();
        byte[] identity = keys.identityKey().bytes();
        identity[31] |= (byte) 0x80;
        Curve25519Key written = Curve25519Key.of(identity);
        String changed =
                PreKeyMessage.wrap(
                                new SessionKeys(written, keys.baseKey(), keys.oneTimeKey()),
                                first.message())
                        .body();
        byte[] before = bob.serialize();
        assertThatThrownBy(
                        () ->
                                bob.answerSession(
                                        written, (PreKeyMessage) OlmMessage.parse(0, changed)))
                .isInstanceOf(MalformedException.class);
        assertThat(bob.serialize()).isEqualTo(before);
    }

    /**
     * The sum of a key and the point of order 2 has the inverse coordinate. Private keys are
     * multiples of 8, so that both agree on the same secrets, and both are written in the shortest
     * way: a message that begins a session by a fallback key could be read once for each of them.
     */
    @Test
    void aKeyWithAPointOfSmallOrderAddedToItDoesNotBeginTheSameSession() {
        bob.generateFallbackKey();
        Curve25519Key fallback = bob.fallbackKeyToUpload().orElseThrow().getValue();
        OlmSession session = alice.beginSession(bob.curve25519Key(), fallback);
        PreKeyMessage first = (PreKeyMessage) session.encrypt("first".getBytes(UTF_8));
        SessionKeys keys = first.keys();
        Curve25519Key base = shifted(keys.baseKey());
        Curve25519Key identity = shifted(keys.identityKey());
        assertThat(List.of(base, identity)).allMatch(Curve25519Key::isCanonical);
        byte[] before = bob.serialize();
        for (SessionKeys changed :
                List.of(
                        new SessionKeys(keys.identityKey(), base, fallback),
                        new SessionKeys(identity, keys.baseKey(), fallback))) {
            String body = PreKeyMessage.wrap(changed, first.message()).body();
            PreKeyMessage message = (PreKeyMessage) OlmMessage.parse(0, body);
            for (Curves curves : List.of(Curves.best(), Curves.jdk())) {
                OlmAccount receiver =
                        OlmAccount.deserialize(new Primitives(curves, primitives.random()), before);
                assertThatThrownBy(() -> receiver.answerSession(changed.identityKey(), message))
                        .isInstanceOf(MalformedException.class);
                assertThat(receiver.serialize()).isEqualTo(before);
            }
        }
        assertThat(bob.answerSession(alice.curve25519Key(), first).plaintext())
                .isEqualTo("first".getBytes(UTF_8));
    }

    private static Curve25519Key shifted(Curve25519Key key) {
        byte[] reversed = reversed(key.bytes());
        BigInteger prime = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
        byte[] inverse = new BigInteger(1, reversed).modInverse(prime).toByteArray();
        return Curve25519Key.of(Arrays.copyOf(reversed(inverse), 32));
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    @Test
    void aBaseKeyThatIsWrittenOtherwiseIsRefused() {
        PreKeyMessage first = (PreKeyMessage) begin().encrypt(new byte[0]);
        SessionKeys keys = first.keys();
        byte[] base = keys.baseKey().bytes();
        base[31] |= (byte) 0x80;
        String changed =
                PreKeyMessage.wrap(
                                new SessionKeys(
                                        keys.identityKey(),
                                        Curve25519Key.of(base),
                                        keys.oneTimeKey()),
                                first.message())
                        .body();
        assertThatThrownBy(() -> OlmMessage.parse(0, changed))
                .isInstanceOf(MalformedException.class);
    }

    /** Otherwise it would be accepted, and each answer to that device would fail. */
    @Test
    void aFirstRatchetKeyOfSmallOrderIsRefusedWhenItComes() {
        PreKeyMessage good = (PreKeyMessage) begin().encrypt(new byte[0]);
        Curve25519Pair base = Curve25519Pair.generate(primitives);
        Curve25519Pair identity = Curve25519Pair.generate(primitives);
        RootKey.Step start =
                RootKey.begin(
                        SharedSecret.of(
                                identity.agree(good.oneTimeKey()),
                                base.agree(bob.curve25519Key()),
                                base.agree(good.oneTimeKey())));
        NormalMessage message;
        try (MessageKeys keys = Chain.keys(start.chain().messageKey())) {
            message = NormalMessage.seal(keys, SMALL_ORDER, 0, new byte[0]);
        }
        SessionKeys keys =
                new SessionKeys(identity.publicKey(), base.publicKey(), good.oneTimeKey());
        byte[] before = bob.serialize();
        assertThatThrownBy(
                        () ->
                                bob.answerSession(
                                        identity.publicKey(), PreKeyMessage.wrap(keys, message)))
                .isInstanceOf(MalformedException.class);
        assertThat(bob.serialize()).isEqualTo(before);
    }

    @Test
    void keysOfSmallOrderBeginNoSession() {
        assertThatThrownBy(() -> alice.beginSession(SMALL_ORDER, oneTimeKey()))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> alice.beginSession(bob.curve25519Key(), SMALL_ORDER))
                .isInstanceOf(MalformedException.class);
        PreKeyMessage first = (PreKeyMessage) begin().encrypt(new byte[0]);
        byte[] before = bob.serialize();
        for (SessionKeys keys :
                List.of(
                        new SessionKeys(first.identityKey(), SMALL_ORDER, first.oneTimeKey()),
                        new SessionKeys(SMALL_ORDER, first.keys().baseKey(), first.oneTimeKey()))) {
            assertThatThrownBy(
                            () ->
                                    bob.answerSession(
                                            keys.identityKey(),
                                            PreKeyMessage.wrap(keys, first.message())))
                    .isInstanceOf(MalformedException.class);
        }
        assertThat(bob.serialize()).isEqualTo(before);
    }

    @Test
    void aLaterRatchetKeyOfSmallOrderLeavesTheSessionAsItWas() {
        OlmSession session = begin();
        session.encrypt(new byte[0]);
        byte[] before = session.serialize();
        try (MessageKeys keys = Chain.keys(new byte[32])) {
            NormalMessage message = NormalMessage.seal(keys, SMALL_ORDER, 0, new byte[0]);
            assertThatThrownBy(() -> session.decrypt(message))
                    .isInstanceOf(MalformedException.class);
        }
        assertThat(session.serialize()).isEqualTo(before);
    }

    @Test
    void aForgedMessageOnANewChainLeavesTheSessionAsItWas() {
        OlmSession toBob = begin();
        OlmSession session = answer(toBob);
        toBob.decrypt(session.encrypt(new byte[0]));
        session.decrypt(toBob.encrypt(new byte[0]));
        Curve25519Key unknown = Curve25519Pair.generate(primitives).publicKey();
        try (MessageKeys keys = Chain.keys(new byte[32])) {
            NormalMessage forged = NormalMessage.seal(keys, unknown, 3, new byte[0]);
            for (OlmSession each : List.of(session, toBob)) {
                byte[] before = each.serialize();
                assertThatThrownBy(() -> each.decrypt(forged))
                        .isInstanceOf(UnauthenticException.class);
                assertThat(each.serialize()).isEqualTo(before);
            }
        }
    }

    /** A message that its own sender gets back. */
    @Test
    void aMessageThatComesBackToItsSenderIsRefused() {
        OlmSession toBob = begin();
        OlmMessage first = toBob.encrypt(new byte[0]);
        OlmSession session = answer(toBob);
        OlmMessage second = session.encrypt(new byte[0]);
        byte[] before = toBob.serialize();
        assertThatThrownBy(() -> toBob.decrypt(first)).isInstanceOf(UnauthenticException.class);
        assertThat(toBob.serialize()).isEqualTo(before);
        byte[] theirs = session.serialize();
        assertThatThrownBy(() -> session.decrypt(second)).isInstanceOf(UnauthenticException.class);
        assertThat(session.serialize()).isEqualTo(theirs);
    }

    @Test
    void aChainEndsBeforeItsIndexOverflows() {
        Curve25519Pair ratchet = Curve25519Pair.generate(primitives);
        SessionKeys keys =
                new SessionKeys(alice.curve25519Key(), ratchet.publicKey(), bob.curve25519Key());
        OlmSession session =
                new OlmSession(
                        primitives,
                        keys,
                        new RootKey(new byte[32]),
                        new SendingChain.Active(ratchet, new Chain(new byte[32], Chain.END - 1)),
                        List.of(),
                        false);
        PreKeyMessage last = (PreKeyMessage) session.encrypt(new byte[0]);
        assertThat(last.message().index()).isEqualTo(Integer.MAX_VALUE - 1);
        assertThat(((PreKeyMessage) OlmMessage.parse(0, last.body())).message().index())
                .isEqualTo(Integer.MAX_VALUE - 1);
        byte[] before = session.serialize();
        assertThatThrownBy(() -> session.encrypt(new byte[0])).isInstanceOf(LimitException.class);
        assertThat(session.serialize()).isEqualTo(before);
        assertThat(OlmSession.deserialize(primitives, before).serialize()).isEqualTo(before);
    }

    @Test
    void keysThatAreKeptNoLongerAreCleared() {
        OlmSession toBob = begin();
        OlmSession session = answer(toBob);
        List<OlmMessage> late = new ArrayList<>();
        for (int i = 0; i <= OlmSession.MOST_RECEIVING_CHAINS; i++) {
            toBob.decrypt(session.encrypt(new byte[0]));
            late.add(toBob.encrypt(("" + i).getBytes(UTF_8)));
            session.decrypt(toBob.encrypt(new byte[0]));
        }
        for (int i = 1; i <= OlmSession.MOST_RECEIVING_CHAINS; i++) {
            assertThat(session.decrypt(late.get(i))).asString(UTF_8).isEqualTo("" + i);
        }
        byte[] before = session.serialize();
        assertThatThrownBy(() -> session.decrypt(late.get(0)))
                .isInstanceOf(UnauthenticException.class);
        assertThat(session.serialize()).isEqualTo(before);

        ReceivingChain.Skipped oldest = new ReceivingChain.Skipped(0, bytes(32));
        ReceivingChain.Skipped kept = new ReceivingChain.Skipped(1, bytes(32));
        List<ReceivingChain.Skipped> skipped = new ArrayList<>(List.of(oldest, kept));
        for (int i = 2; i < ReceivingChain.MOST_SKIPPED; i++) {
            skipped.add(new ReceivingChain.Skipped(i, bytes(32)));
        }
        Curve25519Key ratchetKey = Curve25519Pair.generate(primitives).publicKey();
        Chain chain = new Chain(bytes(32), 100);
        ReceivingChain full = new ReceivingChain(ratchetKey, chain, skipped);
        NormalMessage message;
        try (MessageKeys keys = Chain.keys(chain.next().messageKey())) {
            message = NormalMessage.seal(keys, ratchetKey, 101, new byte[0]);
        }
        ReceivingChain after = full.open(message).chain();
        assertThat(after.skipped()).hasSize(ReceivingChain.MOST_SKIPPED);
        assertThat(after.skipped().get(0)).isSameAs(kept);
        assertThat(oldest.messageKey()).containsOnly(0);
        assertThat(kept.messageKey()).containsOnly(1);
        after.clear();
        assertThat(kept.messageKey()).containsOnly(0);
        assertThat(after.chain().key()).containsOnly(0);
    }

    /** A field after those that a message has, as hexadecimal digits. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "00", // the field 0
                "0200", // the field 0 with bytes
                "07", // the field 0, another wire type
                "2A", // cut before the length
                "2A09", // a value that ends within the code after the fields
                "2A21", // cut within the value
                "2AFFFFFFFF0F", // a length of 2^32 - 1
                "2AFFFFFFFF7F", // a length of more than 32 bits
                "2AFFFFFFFFFFFFFFFFFF01", // a length of 64 bits
                "28", // cut before the number
                "2880", // cut within the number
                "28808080808000", // a number that is written with six bytes
                "2881808080", // a number without its end
                "29AAAAAAAAAAAAAAAA", // wire type 1
                "2B", // wire type 3
                "2DAAAAAAAA", // wire type 5
                "F8FFFFFF7F00", // a number of a field that has more than 28 bits
                "F8FFFFFF0F00" // a tag of 32 bits
            })
    void aMessageWithAFieldThatIsNoneIsRefused(String hex) {
        byte[] field = HexFormat.of().parseHex(hex);
        byte[] key = new byte[32];
        byte[] normal =
                joined(
                        new byte[] {3, 0x0A, 32},
                        key,
                        new byte[] {0x10, 0, 0x22, 16},
                        new byte[16],
                        field,
                        new byte[8]);
        assertThatThrownBy(() -> OlmMessage.parse(1, Base64Text.encode(normal)))
                .isInstanceOf(MalformedException.class);
        byte[] inner = normal.clone();
        byte[] good = joined(Arrays.copyOf(inner, 3 + 32 + 4 + 16), new byte[8]);
        byte[] first =
                joined(
                        new byte[] {3, 0x0A, 32},
                        key,
                        new byte[] {0x12, 32},
                        key,
                        new byte[] {0x1A, 32},
                        key,
                        new byte[] {0x22, (byte) good.length},
                        good);
        assertThat(OlmMessage.parse(0, Base64Text.encode(first))).isNotNull();
        byte[] firstAndField = joined(first, field);
        assertThatThrownBy(() -> OlmMessage.parse(0, Base64Text.encode(firstAndField)))
                .isInstanceOf(MalformedException.class);
        byte[] group = joined(new byte[] {3, 0x08, 0, 0x12, 16}, new byte[16], field, new byte[72]);
        assertThatThrownBy(() -> MegolmMessage.parse(Base64Text.encode(group)))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void aForgedMessageOnAChainThatIsThereLeavesTheSessionAsItWas() {
        OlmSession toBob = begin();
        OlmSession session = answer(toBob);
        List<NormalMessage> messages = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            messages.add(((PreKeyMessage) toBob.encrypt(("" + i).getBytes(UTF_8))).message());
        }
        byte[] before = session.serialize();
        for (NormalMessage message : messages) {
            byte[] forged = message.bytes().clone();
            forged[forged.length - 1] ^= 1;
            assertThatThrownBy(() -> session.decrypt(NormalMessage.parse(forged)))
                    .isInstanceOf(UnauthenticException.class);
            assertThat(session.serialize()).isEqualTo(before);
        }
        session.decrypt(messages.get(3));
        byte[] skipped = session.serialize();
        byte[] forged = messages.get(1).bytes().clone();
        forged[forged.length - 1] ^= 1;
        assertThatThrownBy(() -> session.decrypt(NormalMessage.parse(forged)))
                .isInstanceOf(UnauthenticException.class);
        assertThat(session.serialize()).isEqualTo(skipped);
        for (int i = 0; i < 3; i++) {
            assertThat(session.decrypt(messages.get(i))).asString(UTF_8).isEqualTo("" + i);
        }
    }

    /** Nothing authenticates such a field, and it changes nothing. */
    @Test
    void aFieldBesideTheFirstMessageThatNoVersionKnowsIsLeftOut() {
        OlmSession toBob = begin();
        PreKeyMessage first = (PreKeyMessage) toBob.encrypt("first".getBytes(UTF_8));
        assertThat(first.sessionId()).isEqualTo(toBob.sessionId());
        assertThat(toBob).hasToString("OlmSession[" + toBob.sessionId() + "]");
        byte[] longer =
                joined(
                        Base64Text.decode("it", first.body(), 1 << 20),
                        new byte[] {0x28, 5, 0x32, 0});
        PreKeyMessage parsed = (PreKeyMessage) OlmMessage.parse(0, Base64Text.encode(longer));
        OlmAccount.Answered answered = bob.answerSession(alice.curve25519Key(), parsed);
        assertThat(answered.plaintext()).asString(UTF_8).isEqualTo("first");
        assertThat(answered.session().sessionId()).isEqualTo(toBob.sessionId());
    }

    @Test
    void fieldsThatNoVersionKnowsAreLeftOut() {
        OlmSession toBob = begin();
        OlmSession session = answer(toBob);
        NormalMessage message = ((PreKeyMessage) toBob.encrypt(new byte[0])).message();
        byte[] bytes = message.bytes();
        byte[] longer =
                joined(
                        Arrays.copyOf(bytes, bytes.length - 8),
                        new byte[] {0x28, 0x05, 0x32, 0x01, 0x00},
                        Arrays.copyOfRange(bytes, bytes.length - 8, bytes.length));
        NormalMessage parsed = (NormalMessage) OlmMessage.parse(1, Base64Text.encode(longer));
        assertThat(parsed.ratchetKey()).isEqualTo(message.ratchetKey());
        assertThat(parsed.index()).isEqualTo(message.index());
        // The code covers them.
        assertThatThrownBy(() -> session.decrypt(parsed)).isInstanceOf(UnauthenticException.class);
    }

    @Test
    void aMessageWithoutOneOfItsFieldsIsRefused() {
        byte[] key = new byte[32];
        List<byte[]> fields =
                List.of(
                        joined(new byte[] {0x0A, 32}, key),
                        new byte[] {0x10, 0},
                        joined(new byte[] {0x22, 16}, new byte[16]));
        for (int missing = 0; missing < fields.size(); missing++) {
            List<byte[]> present = new ArrayList<>(fields);
            present.remove(missing);
            byte[] bytes = joined(new byte[] {3}, present.get(0), present.get(1), new byte[8]);
            assertThatThrownBy(() -> OlmMessage.parse(1, Base64Text.encode(bytes)))
                    .isInstanceOf(MalformedException.class);
        }
        byte[] whole =
                joined(new byte[] {3}, fields.get(0), fields.get(1), fields.get(2), new byte[8]);
        assertThat(OlmMessage.parse(1, Base64Text.encode(whole))).isInstanceOf(NormalMessage.class);
        List<byte[]> outer =
                List.of(
                        joined(new byte[] {0x0A, 32}, key),
                        joined(new byte[] {0x12, 32}, key),
                        joined(new byte[] {0x1A, 32}, key),
                        joined(new byte[] {0x22, (byte) whole.length}, whole));
        for (int missing = 0; missing < outer.size(); missing++) {
            List<byte[]> present = new ArrayList<>(outer);
            present.remove(missing);
            byte[] bytes = joined(new byte[] {3}, present.get(0), present.get(1), present.get(2));
            assertThatThrownBy(() -> OlmMessage.parse(0, Base64Text.encode(bytes)))
                    .isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void aMessageOfAnotherVersionOrTypeOrLengthIsRefused() {
        PreKeyMessage first = (PreKeyMessage) begin().encrypt(new byte[0]);
        for (byte version : new byte[] {0, 2, 4, (byte) 0x83}) {
            byte[] outer = Base64Text.decode("it", first.body(), 1 << 20);
            outer[0] = version;
            assertThatThrownBy(() -> OlmMessage.parse(0, Base64Text.encode(outer)))
                    .isInstanceOf(MalformedException.class);
            byte[] inner = first.message().bytes().clone();
            inner[0] = version;
            assertThatThrownBy(() -> OlmMessage.parse(1, Base64Text.encode(inner)))
                    .isInstanceOf(MalformedException.class);
        }
        for (int type : new int[] {-1, 2, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> OlmMessage.parse(type, first.body()))
                    .isInstanceOf(MalformedException.class);
        }
        for (int type : new int[] {0, 1}) {
            assertThatThrownBy(() -> OlmMessage.parse(type, "A".repeat(8)))
                    .isInstanceOf(MalformedException.class);
            assertThatThrownBy(() -> OlmMessage.parse(type, ""))
                    .isInstanceOf(MalformedException.class);
            assertThatThrownBy(() -> OlmMessage.parse(type, null))
                    .isInstanceOf(MalformedException.class);
            assertThatThrownBy(
                            () -> OlmMessage.parse(type, "A".repeat(OlmMessage.LARGEST_BODY + 1)))
                    .isInstanceOf(LimitException.class);
        }
    }

    @Test
    void anIndexBeyondEachChainIsRefusedBeforeAnythingIsComputed() {
        byte[] key = new byte[32];
        byte[] message =
                joined(
                        new byte[] {3, 0x0A, 32},
                        key,
                        new byte[] {0x10, -1, -1, -1, -1, 0x07, 0x22, 0},
                        new byte[8]);
        assertThatThrownBy(() -> OlmMessage.parse(1, Base64Text.encode(message)))
                .isInstanceOf(LimitException.class);
    }

    @Test
    void aCiphertextWithWrongPaddingByAnAuthenticSenderIsATypedFailure() {
        OlmSession toBob = begin();
        OlmSession session = answer(toBob);
        ReceivingChain chain =
                new ReceivingChain(bob.curve25519Key(), new Chain(new byte[32], 0), List.of());
        try (MessageKeys keys = Chain.keys(new Chain(new byte[32], 0).messageKey())) {
            for (int length : new int[] {0, 1, 15, 16, 17}) {
                byte[] authenticated =
                        new FieldWriter(3)
                                .bytes(0x0A, bob.curve25519Key().bytes())
                                .number(0x10, 0)
                                .bytes(0x22, new byte[length])
                                .toBytes();
                byte[] code = keys.code(authenticated, authenticated.length);
                NormalMessage message = NormalMessage.parse(joined(authenticated, code));
                assertThatThrownBy(() -> chain.open(message))
                        .as("a ciphertext of %s bytes", length)
                        .isInstanceOf(OlmException.class);
            }
        }
        assertThat(chain.chain().key()).containsOnly(0);
        assertThat(session.decrypt(toBob.encrypt("still".getBytes(UTF_8))))
                .asString(UTF_8)
                .isEqualTo("still");
    }

    private OlmSession begin() {
        return alice.beginSession(bob.curve25519Key(), oneTimeKey());
    }

    private OlmSession answer(OlmSession toBob) {
        PreKeyMessage first = (PreKeyMessage) toBob.encrypt(new byte[0]);
        return bob.answerSession(alice.curve25519Key(), first).session();
    }

    private Curve25519Key oneTimeKey() {
        bob.generateOneTimeKeys(1);
        Map<String, Curve25519Key> keys = bob.oneTimeKeysToUpload();
        bob.markPublished(keys.keySet());
        return keys.values().iterator().next();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 1);
        return bytes;
    }

    private static byte[] joined(byte[]... parts) {
        byte[] all = {};
        for (byte[] part : parts) {
            byte[] longer = Arrays.copyOf(all, all.length + part.length);
            System.arraycopy(part, 0, longer, all.length, part.length);
            all = longer;
        }
        return all;
    }
}
