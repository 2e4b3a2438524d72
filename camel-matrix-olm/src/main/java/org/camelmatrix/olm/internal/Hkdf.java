// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** HKDF-SHA-256 (RFC 5869). The JDK has none before version 25. */
public final class Hkdf {
    private static final byte[] NO_SALT = new byte[HmacSha256.LENGTH];

    private Hkdf() {}

    /**
     * {@link #derive(byte[], byte[], String, int)} with the salt of RFC 5869 for none: 32 zero
     * bytes.
     */
    public static byte[] derive(byte[] secret, String info, int length) {
        return derive(NO_SALT, secret, info, length);
    }

    /**
     * @param salt the salt
     * @param secret the input keying material
     * @param info the context, written in UTF-8
     * @param length how many bytes to derive, at most 255 times 32
     * @return a new array, which the caller clears after use
     */
    public static byte[] derive(byte[] salt, byte[] secret, String info, int length) {
        byte[] key = new HmacSha256(salt).update(secret).code();
        HmacSha256 expand = new HmacSha256(key);
        Arrays.fill(key, (byte) 0);
        byte[] context = info.getBytes(StandardCharsets.UTF_8);
        byte[] output = new byte[length];
        byte[] block = {};
        int done = 0;
        for (int counter = 1; done < length; counter++) {
            byte[] next = expand.update(block).update(context).update((byte) counter).code();
            Arrays.fill(block, (byte) 0);
            block = next;
            int part = Math.min(block.length, length - done);
            System.arraycopy(block, 0, output, done, part);
            done += part;
        }
        Arrays.fill(block, (byte) 0);
        return output;
    }
}
