// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.internal;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256 in counter mode, in which encryption and decryption are the same. */
public final class AesCtr {
    /** The length of a key, in bytes. */
    public static final int KEY_LENGTH = 32;

    /** The length of the first counter block, in bytes. */
    public static final int IV_LENGTH = 16;

    private AesCtr() {}

    /** A cipher that is ready to use. */
    public static Cipher cipher(byte[] key, byte[] iv) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES-256-CTR", e);
        }
    }

    public static byte[] apply(byte[] key, byte[] iv, byte[] data) {
        try {
            return cipher(key, iv).doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES-256-CTR", e);
        }
    }
}
