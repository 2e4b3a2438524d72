// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.UnauthenticException;
import org.camelmatrix.olm.internal.Base64Text;
import org.camelmatrix.olm.primitive.Curves;
import org.camelmatrix.olm.primitive.Ed25519Key;
import org.camelmatrix.olm.primitive.Ed25519Pair;

/**
 * The two forms in which a Megolm session is given to others (Megolm, "Session-sharing format" and
 * "Session export format").
 *
 * @param ratchet the ratchet at the first index that the key reads
 * @param signingKey the session's public key
 */
record GroupSessionKey(MegolmRatchet ratchet, Ed25519Key signingKey) {
    private static final byte SHARED = 2;
    private static final byte EXPORTED = 1;
    private static final int SIGNED = 1 + Integer.BYTES + MegolmRatchet.LENGTH + Curves.KEY_LENGTH;
    private static final int LONGEST_TEXT = 400;

    static String share(MegolmRatchet ratchet, Ed25519Pair signing) {
        byte[] signed = write(SHARED, ratchet, signing.publicKey());
        byte[] shared = Arrays.copyOf(signed, SIGNED + Curves.SIGNATURE_LENGTH);
        System.arraycopy(signing.sign(signed), 0, shared, SIGNED, Curves.SIGNATURE_LENGTH);
        return text(signed, shared);
    }

    static String export(MegolmRatchet ratchet, Ed25519Key signingKey) {
        return text(write(EXPORTED, ratchet, signingKey));
    }

    /** A key as in {@code m.room_key}, whose signature has to be right. */
    static GroupSessionKey readShared(Curves curves, String text) {
        byte[] bytes = read(SHARED, SIGNED + Curves.SIGNATURE_LENGTH, text);
        byte[] signed = Arrays.copyOf(bytes, SIGNED);
        GroupSessionKey key = read(bytes);
        if (!curves.verify(
                key.signingKey.bytes(), signed, Arrays.copyOfRange(bytes, SIGNED, bytes.length))) {
            key.ratchet.clear();
            clearing(key, bytes, signed);
            throw new UnauthenticException("the signature of the session key is wrong");
        }
        return clearing(key, bytes, signed);
    }

    /** A key as in a backup, an export or a forwarded key: nothing proves where it comes from. */
    static GroupSessionKey readExported(String text) {
        byte[] bytes = read(EXPORTED, SIGNED, text);
        return clearing(read(bytes), bytes);
    }

    private static byte[] write(byte version, MegolmRatchet ratchet, Ed25519Key signingKey) {
        byte[] parts = ratchet.parts();
        byte[] bytes =
                ByteBuffer.allocate(SIGNED)
                        .put(version)
                        .putInt((int) ratchet.index())
                        .put(parts)
                        .put(signingKey.bytes())
                        .array();
        Arrays.fill(parts, (byte) 0);
        return bytes;
    }

    private static byte[] read(byte version, int length, String text) {
        byte[] bytes = Base64Text.decode("the session key", text, LONGEST_TEXT);
        if (bytes.length != length || bytes[0] != version) {
            Arrays.fill(bytes, (byte) 0);
            throw new MalformedException(
                    "the session key has not version "
                            + version
                            + " or not the length of "
                            + length
                            + " bytes");
        }
        return bytes;
    }

    private static GroupSessionKey read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, SIGNED - 1);
        long index = Integer.toUnsignedLong(buffer.getInt());
        byte[] parts = new byte[MegolmRatchet.LENGTH];
        byte[] key = new byte[Curves.KEY_LENGTH];
        buffer.get(parts).get(key);
        return new GroupSessionKey(new MegolmRatchet(parts, index), Ed25519Key.of(key));
    }

    private static String text(byte[]... secrets) {
        String text = Base64Text.encode(secrets[secrets.length - 1]);
        return clearing(text, secrets);
    }

    private static <T> T clearing(T result, byte[]... secrets) {
        for (byte[] each : secrets) {
            Arrays.fill(each, (byte) 0);
        }
        return result;
    }
}
