// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import java.util.Arrays;
import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.internal.Base64Text;
import org.camelmatrix.olm.internal.MessageKeys;
import org.camelmatrix.olm.primitive.Curves;
import org.camelmatrix.olm.primitive.Ed25519Key;
import org.camelmatrix.olm.primitive.Ed25519Pair;

/**
 * A message of a Megolm session (Megolm, "Message format"): fields, an authentication code, and a
 * signature over both.
 */
final class MegolmMessage {
    private static final int INDEX = 0x08;
    private static final int CIPHERTEXT = 0x12;
    private static final int TRAILER = MessageKeys.MAC_LENGTH + Curves.SIGNATURE_LENGTH;

    private final byte[] bytes;
    private final long index;
    private final byte[] ciphertext;

    private MegolmMessage(byte[] bytes, long index, byte[] ciphertext) {
        this.bytes = bytes;
        this.index = index;
        this.ciphertext = ciphertext;
    }

    static MegolmMessage parse(String text) {
        byte[] bytes = Base64Text.decode("the ciphertext", text, OlmMessage.LARGEST_BODY);
        int end = bytes.length - TRAILER;
        if (end < 1) {
            throw new MalformedException("the message is too short");
        }
        if (bytes[0] != OlmMessage.VERSION) {
            throw new MalformedException(
                    "the message has version " + bytes[0] + ", and not " + OlmMessage.VERSION);
        }
        long index = -1;
        byte[] ciphertext = null;
        FieldReader fields = new FieldReader(bytes, 1, end);
        while (fields.hasNext()) {
            int tag = fields.tag();
            switch (tag) {
                case INDEX -> index = fields.varint();
                case CIPHERTEXT -> ciphertext = fields.bytes();
                default -> fields.skip(tag);
            }
        }
        if (index < 0 || ciphertext == null) {
            throw new MalformedException("the message lacks its index or ciphertext");
        }
        return new MegolmMessage(bytes, index, ciphertext);
    }

    static String seal(MegolmRatchet ratchet, Ed25519Pair signing, byte[] plaintext) {
        try (MessageKeys keys = ratchet.keys()) {
            byte[] authenticated =
                    new FieldWriter(OlmMessage.VERSION)
                            .number(INDEX, ratchet.index())
                            .bytes(CIPHERTEXT, keys.encrypt(plaintext))
                            .toBytes();
            byte[] signed = append(authenticated, keys.code(authenticated, authenticated.length));
            return Base64Text.encode(append(signed, signing.sign(signed)));
        }
    }

    long index() {
        return index;
    }

    boolean isSignedBy(Curves curves, Ed25519Key key) {
        int signed = bytes.length - Curves.SIGNATURE_LENGTH;
        return curves.verify(
                key.bytes(),
                Arrays.copyOf(bytes, signed),
                Arrays.copyOfRange(bytes, signed, bytes.length));
    }

    /** The plaintext, or null if the authentication code is not one by these keys. */
    byte[] open(MessageKeys keys) {
        int authenticated = bytes.length - TRAILER;
        byte[] code =
                Arrays.copyOfRange(bytes, authenticated, authenticated + MessageKeys.MAC_LENGTH);
        return keys.authenticates(bytes, authenticated, code) ? keys.decrypt(ciphertext) : null;
    }

    private static byte[] append(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
