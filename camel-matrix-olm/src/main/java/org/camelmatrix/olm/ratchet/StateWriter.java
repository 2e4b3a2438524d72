// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import java.util.Arrays;

/**
 * Writes the state of a session or account into an array. Arrays that it outgrows are cleared, as
 * they hold secrets.
 */
final class StateWriter {
    private byte[] buffer = new byte[256];
    private int length;

    StateWriter(int kind, int version) {
        number(kind, 1);
        number(version, 1);
    }

    StateWriter flag(boolean value) {
        return number(value ? 1 : 0, 1);
    }

    /** A number of at most 32 bits without a sign. */
    StateWriter number(long value) {
        return number(value, Integer.BYTES);
    }

    StateWriter wideNumber(long value) {
        return number(value, Long.BYTES);
    }

    /** Bytes of a known length. */
    StateWriter bytes(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, buffer, length, value.length);
        length += value.length;
        return this;
    }

    /** Bytes that are a copy of a secret, which is cleared. */
    StateWriter secret(byte[] copy) {
        bytes(copy);
        Arrays.fill(copy, (byte) 0);
        return this;
    }

    byte[] toBytes() {
        byte[] result = Arrays.copyOf(buffer, length);
        Arrays.fill(buffer, (byte) 0);
        return result;
    }

    private StateWriter number(long value, int bytes) {
        reserve(bytes);
        for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
            buffer[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    private void reserve(int more) {
        if (buffer.length - length < more) {
            byte[] larger = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + more));
            Arrays.fill(buffer, (byte) 0);
            buffer = larger;
        }
    }
}
