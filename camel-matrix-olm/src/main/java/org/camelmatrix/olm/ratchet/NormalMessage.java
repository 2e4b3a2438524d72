// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import java.util.Arrays;
import org.camelmatrix.olm.LimitException;
import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.internal.Base64Text;
import org.camelmatrix.olm.internal.MessageKeys;
import org.camelmatrix.olm.primitive.Curve25519Key;

/** A message of a session that both sides have (Olm, "Normal Messages"). */
public final class NormalMessage implements OlmMessage {
    static final int TYPE = 1;

    private static final int RATCHET_KEY = 0x0A;
    private static final int INDEX = 0x10;
    private static final int CIPHERTEXT = 0x22;

    private final byte[] bytes;
    private final Curve25519Key ratchetKey;
    private final int index;
    private final byte[] ciphertext;

    private NormalMessage(byte[] bytes, Curve25519Key ratchetKey, int index, byte[] ciphertext) {
        this.bytes = bytes;
        this.ratchetKey = ratchetKey;
        this.index = index;
        this.ciphertext = ciphertext;
    }

    static NormalMessage parse(byte[] bytes) {
        int end = bytes.length - MessageKeys.MAC_LENGTH;
        if (end < 1) {
            throw new MalformedException("the message is too short");
        }
        if (bytes[0] != VERSION) {
            throw new MalformedException(
                    "the message has version " + bytes[0] + ", and not " + VERSION);
        }
        Curve25519Key ratchetKey = null;
        long index = -1;
        byte[] ciphertext = null;
        FieldReader fields = new FieldReader(bytes, 1, end);
        while (fields.hasNext()) {
            int tag = fields.tag();
            switch (tag) {
                case RATCHET_KEY -> ratchetKey = Curve25519Key.of(fields.bytes());
                case INDEX -> index = fields.varint();
                case CIPHERTEXT -> ciphertext = fields.bytes();
                default -> fields.skip(tag);
            }
        }
        if (ratchetKey == null || index < 0 || ciphertext == null) {
            throw new MalformedException("the message lacks its ratchet key, index or ciphertext");
        }
        if (index >= Chain.END) {
            throw new LimitException("the message has the index " + index + " in its chain");
        }
        return new NormalMessage(bytes, ratchetKey, (int) index, ciphertext);
    }

    static NormalMessage seal(
            MessageKeys keys, Curve25519Key ratchetKey, int index, byte[] plaintext) {
        byte[] ciphertext = keys.encrypt(plaintext);
        byte[] authenticated =
                new FieldWriter(VERSION)
                        .bytes(RATCHET_KEY, ratchetKey.bytes())
                        .number(INDEX, index)
                        .bytes(CIPHERTEXT, ciphertext)
                        .toBytes();
        byte[] code = keys.code(authenticated, authenticated.length);
        byte[] bytes = Arrays.copyOf(authenticated, authenticated.length + code.length);
        System.arraycopy(code, 0, bytes, authenticated.length, code.length);
        return new NormalMessage(bytes, ratchetKey, index, ciphertext);
    }

    /** The plaintext, or null if the authentication code is not one by these keys. */
    byte[] open(MessageKeys keys) {
        int authenticated = bytes.length - MessageKeys.MAC_LENGTH;
        byte[] code = Arrays.copyOfRange(bytes, authenticated, bytes.length);
        return keys.authenticates(bytes, authenticated, code) ? keys.decrypt(ciphertext) : null;
    }

    Curve25519Key ratchetKey() {
        return ratchetKey;
    }

    int index() {
        return index;
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public String body() {
        return Base64Text.encode(bytes);
    }
}
