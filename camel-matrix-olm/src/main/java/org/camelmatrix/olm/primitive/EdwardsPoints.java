// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.primitive;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Set;

/**
 * Encoded points of the curve Ed25519 (RFC 8032, section 5.1.2), and the conversion of their
 * coordinates.
 */
final class EdwardsPoints {
    private static final BigInteger PRIME =
            BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    /**
     * One of the two y coordinates of the four points of order 8, lowest byte first; the other one
     * is its negative.
     */
    private static final byte[] ORDER_EIGHT =
            HexFormat.of()
                    .parseHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");

    /** The y coordinates of the eight points whose order divides 8. */
    private static final Set<BigInteger> SMALL_ORDER =
            Set.of(
                    BigInteger.ZERO,
                    BigInteger.ONE,
                    PRIME.subtract(BigInteger.ONE),
                    number(ORDER_EIGHT),
                    PRIME.subtract(number(ORDER_EIGHT)));

    /**
     * The second byte of each of {@link #SMALL_ORDER} and of each number that is not below the
     * prime.
     */
    private static final Set<Integer> SPECIAL_SECOND_BYTES = Set.of(0x00, 0xFF, 0xE8, 0x17);

    private EdwardsPoints() {}

    /**
     * Whether the 32 bytes are the shortest encoding of a y coordinate, and not that of a point of
     * small order.
     */
    static boolean acceptable(byte[] encoded, int offset) {
        if (mayBeSpecial(encoded, offset)) {
            byte[] y = new byte[Curves.KEY_LENGTH];
            System.arraycopy(encoded, offset, y, 0, y.length);
            y[y.length - 1] &= 0x7F;
            BigInteger number = number(y);
            return number.compareTo(PRIME) < 0 && !SMALL_ORDER.contains(number);
        }
        return true;
    }

    /** Whether the 32 bytes are a number below the prime 2^255 - 19. */
    static boolean isBelowPrime(byte[] littleEndian) {
        return number(littleEndian).compareTo(PRIME) < 0;
    }

    /** The number that is written with its lowest byte first. */
    static BigInteger number(byte[] littleEndian) {
        byte[] bigEndian = new byte[littleEndian.length];
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
        }
        return new BigInteger(1, bigEndian);
    }

    static byte[] littleEndian(BigInteger number) {
        byte[] bigEndian = number.toByteArray();
        byte[] bytes = new byte[Curves.KEY_LENGTH];
        for (int i = 0; i < bigEndian.length && i < bytes.length; i++) {
            bytes[i] = bigEndian[bigEndian.length - 1 - i];
        }
        return bytes;
    }

    /**
     * Most points are seen from one byte to be none of the special ones; the bytes are public, so
     * the time may tell.
     */
    private static boolean mayBeSpecial(byte[] encoded, int offset) {
        return SPECIAL_SECOND_BYTES.contains(encoded[offset + 1] & 0xFF);
    }
}
