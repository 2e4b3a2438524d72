// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import java.security.MessageDigest;
import java.util.Arrays;
import org.camelmatrix.olm.internal.HmacSha256;
import org.camelmatrix.olm.internal.MessageKeys;

/**
 * The ratchet of Megolm: four parts of 32 bytes, of which the last one changes with each message,
 * and each other one 256 times less often than the one after it (Megolm, "The Megolm ratchet
 * algorithm").
 */
final class MegolmRatchet {
    static final int LENGTH = 128;

    /** The last index; a session ends there. */
    static final long LAST_INDEX = 0xFFFF_FFFFL;

    private static final int PARTS = 4;
    private static final int PART = LENGTH / PARTS;

    private final byte[] parts;
    private long index;

    /** Takes the array over. */
    MegolmRatchet(byte[] parts, long index) {
        this.parts = parts;
        this.index = index;
    }

    /** The index of the message that the ratchet gives keys for: from 0 to 2^32 - 1. */
    long index() {
        return index;
    }

    /** A copy of the 128 bytes. */
    byte[] parts() {
        return parts.clone();
    }

    MegolmRatchet copy() {
        return new MegolmRatchet(parts.clone(), index);
    }

    MessageKeys keys() {
        return MessageKeys.derive(parts, "MEGOLM_KEYS");
    }

    /**
     * Goes on to an index, by at most 1,020 hashes however far it is.
     *
     * @param target an index that is not before the present one
     */
    void advanceTo(long target) {
        if (target < index || target > LAST_INDEX) {
            throw new IllegalArgumentException(
                    "the ratchet is at " + index + " and cannot go to " + target);
        }
        for (int part = 0; part < PARTS; part++) {
            int shift = 8 * (PARTS - 1 - part);
            int steps = (int) ((target >>> shift) - (index >>> shift));
            if (steps > 0) {
                for (int i = 1; i < steps; i++) {
                    derive(part, part);
                }
                deriveFrom(part);
                index = target >>> shift << shift;
            }
        }
    }

    void clear() {
        Arrays.fill(parts, (byte) 0);
    }

    boolean sameAs(MegolmRatchet other) {
        return index == other.index && MessageDigest.isEqual(parts, other.parts);
    }

    /** New values of a part and of all after it from the part's old value, the part itself last. */
    private void deriveFrom(int part) {
        for (int to = PARTS - 1; to >= part; to--) {
            derive(part, to);
        }
    }

    private void derive(int from, int to) {
        byte[] key = Arrays.copyOfRange(parts, from * PART, (from + 1) * PART);
        byte[] value = new HmacSha256(key).update((byte) to).code();
        System.arraycopy(value, 0, parts, to * PART, PART);
        Arrays.fill(key, (byte) 0);
        Arrays.fill(value, (byte) 0);
    }
}
