// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.secret;

import java.security.GeneralSecurityException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.camelmatrix.olm.LimitException;
import org.camelmatrix.olm.MalformedException;

/** Makes a key of a passphrase: PBKDF2 with HMAC-SHA-512 (RFC 8018). */
final class Passphrase {
    /**
     * More than ten times what clients use; a homeserver or a file says how many, and could ask for
     * hours.
     */
    static final long MOST_ITERATIONS = 10_000_000;

    private Passphrase() {}

    /**
     * @param passphrase the passphrase, which is taken as UTF-8 and not kept
     * @param length how many bytes to make
     */
    static byte[] stretch(char[] passphrase, byte[] salt, long iterations, int length) {
        if (iterations > MOST_ITERATIONS) {
            throw new LimitException(
                    "the passphrase is to be hashed more than " + MOST_ITERATIONS + " times");
        }
        if (iterations < 1 || salt.length == 0) {
            throw new MalformedException("the passphrase has no salt, or is not to be hashed");
        }
        PBEKeySpec spec = new PBEKeySpec(passphrase, salt, (int) iterations, length * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no PBKDF2 with HMAC-SHA-512", e);
        } finally {
            spec.clearPassword();
        }
    }
}
