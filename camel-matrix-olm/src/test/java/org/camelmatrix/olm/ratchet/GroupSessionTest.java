// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.camelmatrix.olm.KeyUnavailableException;
import org.camelmatrix.olm.LimitException;
import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.UnauthenticException;
import org.camelmatrix.olm.internal.Base64Text;
import org.camelmatrix.olm.internal.HmacSha256;
import org.camelmatrix.olm.internal.MessageKeys;
import org.camelmatrix.olm.primitive.Ed25519Pair;
import org.camelmatrix.olm.primitive.Primitives;
import org.camelmatrix.olm.ratchet.InboundGroupSession.Comparison;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupSessionTest {
    private static final long LAST = 0xFFFF_FFFFL;

    private final Primitives primitives = Primitives.create();
    private final Ed25519Pair signing = Ed25519Pair.generate(primitives);

    @Test
    void aSessionEndsWithItsLastIndexAndStaysEndedOverARestart() {
        OutboundGroupSession session = new OutboundGroupSession(signing, ratchet(LAST - 1), false);
        InboundGroupSession reader = reader(session);
        String before = session.encrypt("before".getBytes(UTF_8));
        assertThat(session.messageIndex()).isEqualTo(LAST);
        String last = session.encrypt("last".getBytes(UTF_8));
        byte[] state = session.serialize();
        OutboundGroupSession restarted = OutboundGroupSession.deserialize(primitives, state);
        for (OutboundGroupSession each : new OutboundGroupSession[] {session, restarted}) {
            assertThatThrownBy(() -> each.encrypt(new byte[0])).isInstanceOf(LimitException.class);
            assertThat(each.serialize()).isEqualTo(state);
        }
        assertThat(reader.decrypt(last).index()).isEqualTo(LAST);
        assertThat(reader.decrypt(before).plaintext()).asString(UTF_8).isEqualTo("before");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "0, 255",
        "0, 256",
        "255, 256",
        "255, 257",
        "256, 511",
        "0, 65535",
        "65535, 65536",
        "65280, 65537",
        "16777215, 16777216",
        "16777215, 16842753",
        "0, 16777216",
        "4278190080, 4294967295",
        "0, 4294967295"
    })
    void aJumpGivesWhatTheSpecificationDefines(long from, long to) {
        MegolmRatchet jump = ratchet(from);
        jump.advanceTo(to);
        assertThat(jump.index()).isEqualTo(to);
        assertThat(jump.parts()).isEqualTo(reference(ratchet(from).parts(), from, to));
    }

    @Test
    void aRatchetGoesNeitherBackNorBeyondItsEnd() {
        MegolmRatchet ratchet = ratchet(7);
        byte[] parts = ratchet.parts();
        assertThatThrownBy(() -> ratchet.advanceTo(6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ratchet.advanceTo(LAST + 1))
                .isInstanceOf(IllegalArgumentException.class);
        ratchet.advanceTo(7);
        assertThat(ratchet.parts()).isEqualTo(parts);
    }

    @Test
    void aMessageFromBeforeTheFirstIndexIsRefused() {
        OutboundGroupSession session = OutboundGroupSession.create(primitives);
        String early = session.encrypt(new byte[0]);
        InboundGroupSession reader = reader(session);
        String onTime = session.encrypt(new byte[0]);
        assertThatThrownBy(() -> reader.decrypt(early)).isInstanceOf(KeyUnavailableException.class);
        assertThat(reader.decrypt(onTime).index()).isEqualTo(1);
        assertThatThrownBy(() -> reader.exportAt(0)).isInstanceOf(KeyUnavailableException.class);
        assertThatThrownBy(() -> reader.exportAt(-1)).isInstanceOf(KeyUnavailableException.class);
        assertThatThrownBy(() -> reader.exportAt(LAST + 1)).isInstanceOf(LimitException.class);
        assertThat(InboundGroupSession.fromExport(primitives, reader.exportAt(LAST)).firstIndex())
                .isEqualTo(LAST);
    }

    @Test
    void messagesAreReadInAnyOrderAndAgain() {
        OutboundGroupSession session = OutboundGroupSession.create(primitives);
        InboundGroupSession reader = reader(session);
        String[] messages = new String[600];
        for (int i = 0; i < messages.length; i++) {
            messages[i] = session.encrypt(("" + i).getBytes(UTF_8));
        }
        byte[] state = reader.serialize();
        for (int i : new int[] {0, 599, 3, 599, 300, 256, 255, 599, 0}) {
            InboundGroupSession.Decrypted decrypted = reader.decrypt(messages[i]);
            assertThat(decrypted.index()).isEqualTo(i);
            assertThat(decrypted.plaintext()).asString(UTF_8).isEqualTo("" + i);
        }
        assertThat(reader.serialize()).isEqualTo(state);
        assertThat(reader.firstIndex()).isZero();
    }

    /** A member of the room knows the ratchet, and not the private key of the session. */
    @Test
    void aMessageThatAReaderHasForgedIsRefused() {
        OutboundGroupSession session = new OutboundGroupSession(signing, ratchet(0), false);
        InboundGroupSession reader = reader(session);
        OutboundGroupSession forger =
                new OutboundGroupSession(Ed25519Pair.generate(primitives), ratchet(0), false);
        String forged = forger.encrypt("forged".getBytes(UTF_8));
        assertThatThrownBy(() -> reader.decrypt(forged)).isInstanceOf(UnauthenticException.class);
    }

    @Test
    void aMessageThatIsSignedAndNotOfTheRatchetLeavesTheSessionAsItWas() {
        InboundGroupSession reader = reader(new OutboundGroupSession(signing, ratchet(0), false));
        MegolmRatchet other = new MegolmRatchet(new byte[MegolmRatchet.LENGTH], 70_000);
        String odd = new OutboundGroupSession(signing, other, false).encrypt(new byte[0]);
        byte[] state = reader.serialize();
        assertThatThrownBy(() -> reader.decrypt(odd))
                .isInstanceOf(UnauthenticException.class)
                .hasMessageContaining("authentication code");
        assertThat(reader.serialize()).isEqualTo(state);
        String good = new OutboundGroupSession(signing, ratchet(0), false).encrypt(new byte[0]);
        assertThat(reader.decrypt(good).plaintext()).isEmpty();
    }

    @Test
    void aMessageWithoutItsIndexOrCiphertextIsRefused() {
        byte[] trailer = new byte[72];
        byte[] index = {3, 0x08, 0};
        byte[] ciphertext = {3, 0x12, 0};
        for (byte[] body : new byte[][] {index, ciphertext, {3}}) {
            byte[] message = Arrays.copyOf(body, body.length + trailer.length);
            assertThatThrownBy(() -> MegolmMessage.parse(Base64Text.encode(message)))
                    .isInstanceOf(MalformedException.class);
        }
        byte[] whole = Arrays.copyOf(new byte[] {3, 0x08, 0, 0x12, 0, 0x18, 1}, 79);
        assertThat(MegolmMessage.parse(Base64Text.encode(whole)).index()).isZero();
        whole[0] = 2;
        assertThatThrownBy(() -> MegolmMessage.parse(Base64Text.encode(whole)))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> MegolmMessage.parse(Base64Text.encode(trailer)))
                .isInstanceOf(MalformedException.class);
    }

    /** The session's owner can sign whatever it likes. */
    @Test
    void anAuthenticMessageWithWrongPaddingIsATypedFailure() {
        InboundGroupSession reader = reader(new OutboundGroupSession(signing, ratchet(0), false));
        for (int length : new int[] {0, 1, 15, 16, 17}) {
            byte[] authenticated =
                    new FieldWriter(3).number(0x08, 5).bytes(0x12, new byte[length]).toBytes();
            MegolmRatchet ratchet = ratchet(0);
            ratchet.advanceTo(5);
            byte[] signed;
            try (MessageKeys keys = ratchet.keys()) {
                byte[] code = keys.code(authenticated, authenticated.length);
                signed = Arrays.copyOf(authenticated, authenticated.length + code.length);
                System.arraycopy(code, 0, signed, authenticated.length, code.length);
            }
            byte[] signature = signing.sign(signed);
            byte[] message = Arrays.copyOf(signed, signed.length + signature.length);
            System.arraycopy(signature, 0, message, signed.length, signature.length);
            assertThatThrownBy(() -> reader.decrypt(Base64Text.encode(message)))
                    .isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void eachSessionHasARatchetOfItsOwnThatIsRandom() {
        byte[][] keys = new byte[2][];
        for (int i = 0; i < keys.length; i++) {
            OutboundGroupSession session = OutboundGroupSession.create(primitives);
            byte[] key = Base64Text.decode("it", reader(session).export(), 400);
            keys[i] = Arrays.copyOfRange(key, 5, 5 + MegolmRatchet.LENGTH);
        }
        for (int part = 0; part < MegolmRatchet.LENGTH; part += 32) {
            byte[] first = Arrays.copyOfRange(keys[0], part, part + 32);
            assertThat(first).isNotEqualTo(Arrays.copyOfRange(keys[1], part, part + 32));
            assertThat(first).isNotEqualTo(new byte[32]);
        }
    }

    @Test
    void aTextNamesTheSessionAndItsIndex() {
        OutboundGroupSession session = OutboundGroupSession.create(primitives);
        session.encrypt(new byte[0]);
        assertThat(session)
                .hasToString("OutboundGroupSession[" + session.sessionId() + ", index=1]");
        assertThat(reader(session))
                .hasToString("InboundGroupSession[" + session.sessionId() + ", from=1]");
    }

    @Test
    void ratchetsAreTheSameOnlyAtTheSameIndex() {
        assertThat(ratchet(5).sameAs(ratchet(5))).isTrue();
        assertThat(ratchet(5).sameAs(ratchet(6))).isFalse();
        assertThat(ratchet(5).sameAs(new MegolmRatchet(new byte[MegolmRatchet.LENGTH], 5)))
                .isFalse();
    }

    @Test
    void copiesOfASessionAreToldFromForgeries() {
        InboundGroupSession first = inbound(0);
        InboundGroupSession later = inbound(1_000);
        assertThat(first.compare(inbound(0))).isEqualTo(Comparison.EQUAL);
        assertThat(first.compare(later)).isEqualTo(Comparison.WORSE);
        assertThat(later.compare(first)).isEqualTo(Comparison.BETTER);
        MegolmRatchet forged = new MegolmRatchet(new byte[MegolmRatchet.LENGTH], 0);
        InboundGroupSession otherLine =
                new InboundGroupSession(primitives.curves(), signing.publicKey(), forged);
        assertThat(first.compare(otherLine)).isEqualTo(Comparison.UNRELATED);
        assertThat(later.compare(otherLine)).isEqualTo(Comparison.UNRELATED);
        assertThat(otherLine.compare(later)).isEqualTo(Comparison.UNRELATED);
        InboundGroupSession otherKey = reader(OutboundGroupSession.create(primitives));
        assertThat(first.compare(otherKey)).isEqualTo(Comparison.UNRELATED);
    }

    @Test
    void aSharedKeyIsSignedAndAnExportedOneIsNotTakenForIt() {
        OutboundGroupSession session = OutboundGroupSession.create(primitives);
        String exported = reader(session).export();
        assertThatThrownBy(() -> InboundGroupSession.fromSessionKey(primitives, exported))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> InboundGroupSession.fromExport(primitives, session.sessionKey()))
                .isInstanceOf(MalformedException.class);
        byte[] key = Base64Text.decode("it", session.sessionKey(), 400);
        for (int i : new int[] {1, 4, 5, 132, 133, 164, 165, 228}) {
            byte[] changed = key.clone();
            changed[i] ^= 1;
            assertThatThrownBy(
                            () ->
                                    InboundGroupSession.fromSessionKey(
                                            primitives, Base64Text.encode(changed)))
                    .isInstanceOf(UnauthenticException.class);
        }
        assertThatThrownBy(() -> InboundGroupSession.fromExport(primitives, null))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> InboundGroupSession.fromSessionKey(primitives, "A".repeat(401)))
                .isInstanceOf(LimitException.class);
    }

    @Test
    void statesOfAnotherKindOrLengthOrWithAnOddFlagAreRefused() {
        OutboundGroupSession session = OutboundGroupSession.create(primitives);
        byte[] outbound = session.serialize();
        byte[] inbound = reader(session).serialize();
        assertThat(InboundGroupSession.deserialize(primitives, inbound).serialize())
                .isEqualTo(inbound);
        assertThatThrownBy(() -> InboundGroupSession.deserialize(primitives, outbound))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> OutboundGroupSession.deserialize(primitives, inbound))
                .isInstanceOf(MalformedException.class);
        for (int length : new int[] {0, 1, 2, 33, 34, 37, inbound.length - 1, inbound.length + 1}) {
            assertThatThrownBy(
                            () ->
                                    InboundGroupSession.deserialize(
                                            primitives, Arrays.copyOf(inbound, length)))
                    .isInstanceOf(MalformedException.class);
        }
        outbound[34] = 2;
        assertThatThrownBy(() -> OutboundGroupSession.deserialize(primitives, outbound))
                .isInstanceOf(MalformedException.class);
    }

    private InboundGroupSession inbound(long index) {
        MegolmRatchet ratchet = ratchet(0);
        ratchet.advanceTo(index);
        return new InboundGroupSession(primitives.curves(), signing.publicKey(), ratchet);
    }

    private InboundGroupSession reader(OutboundGroupSession session) {
        return InboundGroupSession.fromSessionKey(primitives, session.sessionKey());
    }

    private static MegolmRatchet ratchet(long index) {
        byte[] parts = new byte[MegolmRatchet.LENGTH];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = (byte) (3 * i + 1);
        }
        return new MegolmRatchet(parts, index);
    }

    /**
     * The parts as the specification defines them. Indices at which only later parts change are
     * left out where an earlier part changes after them.
     */
    private static byte[] reference(byte[] start, long from, long to) {
        byte[] parts = start.clone();
        long index = from;
        for (int part = 0; part < 4; part++) {
            long interval = 1L << 8 * (3 - part);
            while ((index / interval + 1) * interval <= to) {
                index = (index / interval + 1) * interval;
                byte[] key = Arrays.copyOfRange(parts, 32 * part, 32 * part + 32);
                for (int changed = part; changed < 4; changed++) {
                    byte[] value = new HmacSha256(key).update((byte) changed).code();
                    System.arraycopy(value, 0, parts, 32 * changed, 32);
                }
            }
        }
        return parts;
    }
}
