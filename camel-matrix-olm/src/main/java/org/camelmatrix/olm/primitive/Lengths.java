// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.primitive;

/** Refuses keys of a wrong length, which only a fault of this module could bring this far. */
final class Lengths {
    private Lengths() {}

    static byte[] key(byte[] key) {
        if (key.length != Curves.KEY_LENGTH) {
            throw new IllegalArgumentException(
                    "a key has " + Curves.KEY_LENGTH + " bytes, and not " + key.length);
        }
        return key;
    }
}
