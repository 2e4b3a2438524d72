// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Hands out chosen bytes in place of random ones, so that what is encrypted can be compared byte
 * for byte.
 */
public final class GivenRandom extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final transient Deque<byte[]> given = new ArrayDeque<>();

    public GivenRandom(byte[]... given) {
        this.given.addAll(Arrays.asList(given));
    }

    public void add(byte[] bytes) {
        given.add(bytes);
    }

    @Override
    public void nextBytes(byte[] bytes) {
        byte[] next = given.remove();
        if (next.length != bytes.length) {
            throw new IllegalStateException(
                    bytes.length + " bytes were wanted, and " + next.length + " given");
        }
        System.arraycopy(next, 0, bytes, 0, bytes.length);
    }
}
