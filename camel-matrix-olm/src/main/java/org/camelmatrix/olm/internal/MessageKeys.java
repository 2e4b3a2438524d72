// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.internal;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.camelmatrix.olm.MalformedException;

/**
 * The keys of one message: AES-256-CBC with PKCS#7 padding, and the first 8 bytes of an
 * HMAC-SHA-256. Olm, Megolm and the key backup derive them in the same way, each with its own
 * secret and context.
 */
public final class MessageKeys implements AutoCloseable {
    /** The length of the shortened authentication code, in bytes. */
    public static final int MAC_LENGTH = 8;

    private static final int AES_KEY = 32;
    private static final int MAC_KEY = 64;
    private static final int LENGTH = 80;

    private final byte[] keys;

    private MessageKeys(byte[] keys) {
        this.keys = keys;
    }

    /**
     * @param secret the secret of the message
     * @param info the context, such as {@code OLM_KEYS}
     */
    public static MessageKeys derive(byte[] secret, String info) {
        return new MessageKeys(Hkdf.derive(secret, info, LENGTH));
    }

    public byte[] encrypt(byte[] plaintext) {
        try {
            return cipher(Cipher.ENCRYPT_MODE).doFinal(plaintext);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES-256-CBC", e);
        }
    }

    /**
     * @throws MalformedException if the padding is wrong; call it only after the authentication
     *     code was checked
     */
    public byte[] decrypt(byte[] ciphertext) {
        if (ciphertext.length == 0) {
            // The JDK decrypts nothing to nothing, though padding always makes a block.
            throw new MalformedException("the ciphertext is not padded as specified");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE).doFinal(ciphertext);
        } catch (BadPaddingException | javax.crypto.IllegalBlockSizeException e) {
            throw new MalformedException("the ciphertext is not padded as specified", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES-256-CBC", e);
        }
    }

    /** The shortened authentication code of the first {@code length} bytes of {@code data}. */
    public byte[] code(byte[] data, int length) {
        byte[] macKey = Arrays.copyOfRange(keys, AES_KEY, MAC_KEY);
        byte[] code = new HmacSha256(macKey).update(data, 0, length).code();
        Arrays.fill(macKey, (byte) 0);
        return Arrays.copyOf(code, MAC_LENGTH);
    }

    /**
     * Whether the code of the first {@code length} bytes is the given one. Takes the same time
     * wherever the two differ.
     */
    public boolean authenticates(byte[] data, int length, byte[] code) {
        return MessageDigest.isEqual(code(data, length), code);
    }

    @Override
    public void close() {
        Arrays.fill(keys, (byte) 0);
    }

    private Cipher cipher(int mode) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(
                mode,
                new SecretKeySpec(keys, 0, AES_KEY, "AES"),
                new IvParameterSpec(keys, MAC_KEY, LENGTH - MAC_KEY));
        return cipher;
    }
}
