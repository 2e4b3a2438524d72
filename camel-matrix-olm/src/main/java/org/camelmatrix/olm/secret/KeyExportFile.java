// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.secret;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.camelmatrix.olm.LimitException;
import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.UnauthenticException;
import org.camelmatrix.olm.internal.AesCtr;
import org.camelmatrix.olm.internal.Base64Text;
import org.camelmatrix.olm.internal.HmacSha256;
import org.camelmatrix.olm.primitive.Primitives;

/**
 * The text of a file with exported Megolm sessions, behind a passphrase (Client-Server API, "Key
 * export format").
 */
public final class KeyExportFile {
    /** How often a passphrase is hashed in files that are written here. */
    public static final int ITERATIONS = 500_000;

    /** The most characters that are read. */
    public static final int LARGEST_FILE = 64 << 20;

    private static final String BEGIN = "-----BEGIN MEGOLM SESSION DATA-----";
    private static final String END = "-----END MEGOLM SESSION DATA-----";
    private static final byte VERSION = 1;
    private static final int SALT = 16;
    private static final int HEAD = 1 + SALT + AesCtr.IV_LENGTH + Integer.BYTES;
    private static final int LINE = 96;
    private static final byte[] LINE_END = {'\n'};

    private KeyExportFile() {}

    /**
     * @param text the whole file; null fails
     * @param passphrase the passphrase
     * @return the JSON array of the sessions, in UTF-8
     * @throws UnauthenticException if the passphrase is wrong, or the file was changed
     * @throws org.camelmatrix.olm.OlmException if it is no such file, or asks for too much work
     */
    public static byte[] decrypt(String text, char[] passphrase) {
        byte[] file = Base64Text.decode("the key export", body(text), LARGEST_FILE);
        int end = file.length - HmacSha256.LENGTH;
        if (end < HEAD || file[0] != VERSION) {
            throw new MalformedException(
                    "the key export has not the version " + VERSION + ", or is too short");
        }
        ByteBuffer head = ByteBuffer.wrap(file, 1, HEAD - 1);
        byte[] salt = new byte[SALT];
        byte[] iv = new byte[AesCtr.IV_LENGTH];
        head.get(salt).get(iv);
        long iterations = Integer.toUnsignedLong(head.getInt());
        byte[] keys = Passphrase.stretch(passphrase, salt, iterations, 2 * AesCtr.KEY_LENGTH);
        try {
            byte[] mac = Arrays.copyOfRange(file, end, file.length);
            if (!MessageDigest.isEqual(code(keys, file, end), mac)) {
                throw new UnauthenticException(
                        "the passphrase of the key export is wrong, or the file was changed");
            }
            return apply(keys, iv, Arrays.copyOfRange(file, HEAD, end));
        } finally {
            Arrays.fill(keys, (byte) 0);
        }
    }

    /**
     * @param sessions the JSON array of the sessions, in UTF-8
     * @return the whole file
     */
    public static String encrypt(Primitives primitives, byte[] sessions, char[] passphrase) {
        byte[] salt = new byte[SALT];
        byte[] iv = new byte[AesCtr.IV_LENGTH];
        primitives.random().nextBytes(salt);
        primitives.random().nextBytes(iv);
        iv[Long.BYTES] &= 0x7F;
        byte[] keys = Passphrase.stretch(passphrase, salt, ITERATIONS, 2 * AesCtr.KEY_LENGTH);
        byte[] ciphertext = apply(keys, iv, sessions);
        ByteBuffer file =
                ByteBuffer.allocate(HEAD + ciphertext.length + HmacSha256.LENGTH)
                        .put(VERSION)
                        .put(salt)
                        .put(iv)
                        .putInt(ITERATIONS)
                        .put(ciphertext);
        file.put(code(keys, file.array(), file.position()));
        Arrays.fill(keys, (byte) 0);
        return BEGIN
                + "\n"
                + Base64.getMimeEncoder(LINE, LINE_END).encodeToString(file.array())
                + "\n"
                + END
                + "\n";
    }

    private static byte[] apply(byte[] keys, byte[] iv, byte[] data) {
        byte[] aesKey = Arrays.copyOf(keys, AesCtr.KEY_LENGTH);
        byte[] result = AesCtr.apply(aesKey, iv, data);
        Arrays.fill(aesKey, (byte) 0);
        return result;
    }

    private static byte[] code(byte[] keys, byte[] file, int length) {
        byte[] macKey = Arrays.copyOfRange(keys, AesCtr.KEY_LENGTH, keys.length);
        byte[] code = new HmacSha256(macKey).update(file, 0, length).code();
        Arrays.fill(macKey, (byte) 0);
        return code;
    }

    private static String body(String text) {
        if (text == null) {
            throw new MalformedException("the key export is missing");
        }
        if (text.length() > LARGEST_FILE) {
            throw new LimitException(
                    "the key export has more than " + LARGEST_FILE + " characters");
        }
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin + BEGIN.length()) {
            throw new MalformedException("the key export has not the line " + BEGIN + " or " + END);
        }
        StringBuilder body = new StringBuilder(end - begin);
        text.substring(begin + BEGIN.length(), end)
                .chars()
                .filter(c -> !Character.isWhitespace(c))
                .forEach(c -> body.append((char) c));
        return body.toString();
    }
}
