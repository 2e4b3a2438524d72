// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.internal;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** HMAC-SHA-256 (RFC 2104) with one key. Not thread-safe. */
public final class HmacSha256 {
    /** The length of a full authentication code, in bytes. */
    public static final int LENGTH = 32;

    private final Mac mac;

    /**
     * @param key the key, of any length. The JDK keeps its own copy.
     */
    public HmacSha256(byte[] key) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new Key(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HMAC-SHA-256", e);
        }
    }

    public HmacSha256 update(byte[] data) {
        mac.update(data);
        return this;
    }

    public HmacSha256 update(byte[] data, int offset, int length) {
        mac.update(data, offset, length);
        return this;
    }

    public HmacSha256 update(byte data) {
        mac.update(data);
        return this;
    }

    /** The code of what was given since the last call; the key stays. */
    public byte[] code() {
        return mac.doFinal();
    }

    /** {@code SecretKeySpec} refuses an empty key, which HKDF may need. */
    private record Key(byte[] bytes) implements SecretKey {
        private static final long serialVersionUID = 1;

        @Override
        public String getAlgorithm() {
            return "HmacSHA256";
        }

        @Override
        public String getFormat() {
            return "RAW";
        }

        @Override
        public byte[] getEncoded() {
            return bytes.clone();
        }

        @Override
        public String toString() {
            return "HMAC key";
        }
    }
}
