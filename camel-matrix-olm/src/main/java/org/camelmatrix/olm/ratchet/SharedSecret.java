// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import java.util.Arrays;
import org.camelmatrix.olm.primitive.Curves;

/**
 * The secret that a session begins with: three agreements, one after the other (Olm, "Initial
 * setup").
 */
final class SharedSecret {
    private SharedSecret() {}

    /** Puts the three together and clears them. */
    static byte[] of(byte[] first, byte[] second, byte[] third) {
        byte[] secret = new byte[3 * Curves.KEY_LENGTH];
        System.arraycopy(first, 0, secret, 0, Curves.KEY_LENGTH);
        System.arraycopy(second, 0, secret, Curves.KEY_LENGTH, Curves.KEY_LENGTH);
        System.arraycopy(third, 0, secret, 2 * Curves.KEY_LENGTH, Curves.KEY_LENGTH);
        Arrays.fill(first, (byte) 0);
        Arrays.fill(second, (byte) 0);
        Arrays.fill(third, (byte) 0);
        return secret;
    }
}
