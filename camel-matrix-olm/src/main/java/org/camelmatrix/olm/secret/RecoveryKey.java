// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.secret;

import java.math.BigInteger;
import java.util.Arrays;
import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.primitive.Curves;

/**
 * A key of 32 bytes as people write it down (Matrix specification, Appendices, "Cryptographic key
 * representation").
 */
public final class RecoveryKey {
    private static final String DIGITS =
            "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
    private static final byte[] PREFIX = {(byte) 0x8B, 0x01};
    private static final int LENGTH = PREFIX.length + Curves.KEY_LENGTH + 1;
    private static final int GROUP = 4;
    private static final int LONGEST_TEXT = 200;

    private RecoveryKey() {}

    /**
     * @param key the 32 bytes
     * @return the key in groups of four characters
     * @throws IllegalArgumentException if it has another length
     */
    public static String encode(byte[] key) {
        if (key.length != Curves.KEY_LENGTH) {
            throw new IllegalArgumentException("a recovery key is one of 32 bytes");
        }
        byte[] bytes = Arrays.copyOf(PREFIX, LENGTH);
        System.arraycopy(key, 0, bytes, PREFIX.length, Curves.KEY_LENGTH);
        bytes[LENGTH - 1] = parity(bytes);
        StringBuilder digits = new StringBuilder();
        for (BigInteger rest = new BigInteger(1, bytes); rest.signum() > 0; ) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            digits.append(DIGITS.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        Arrays.fill(bytes, (byte) 0);
        String text = digits.reverse().toString();
        StringBuilder groups = new StringBuilder();
        for (int i = 0; i < text.length(); i += GROUP) {
            groups.append(i == 0 ? "" : " ").append(text, i, Math.min(text.length(), i + GROUP));
        }
        return groups.toString();
    }

    /**
     * @param text the key as it was written down; white space does not count, and null fails
     * @return the 32 bytes, which the caller clears after use
     * @throws MalformedException if it is no recovery key, for example because a character is wrong
     */
    public static byte[] decode(String text) {
        if (text == null || text.length() > LONGEST_TEXT) {
            throw notOne();
        }
        BigInteger number = BigInteger.ZERO;
        boolean beginsWithZero = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (!isSpace(character)) {
                int digit = DIGITS.indexOf(character);
                if (digit < 0) {
                    throw notOne();
                }
                beginsWithZero |= digit == 0 && number.signum() == 0;
                number = number.multiply(BASE).add(BigInteger.valueOf(digit));
            }
        }
        byte[] bytes = number.toByteArray();
        int start = bytes.length - LENGTH;
        // The number begins with 0x8B, so its array has a byte for the sign before. A digit of zero
        // before that would stand for a byte.
        if (beginsWithZero
                || start != 1
                || bytes[1] != PREFIX[0]
                || bytes[2] != PREFIX[1]
                || parity(bytes) != 0) {
            throw notOne();
        }
        byte[] key = Arrays.copyOfRange(bytes, start + PREFIX.length, bytes.length - 1);
        Arrays.fill(bytes, (byte) 0);
        return key;
    }

    /** Also the space without a line break, which comes with a copy from a document. */
    private static boolean isSpace(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    private static MalformedException notOne() {
        return new MalformedException(
                "this is no recovery key: a character is missing, wrong or too much");
    }

    private static byte parity(byte[] bytes) {
        byte parity = 0;
        for (byte each : bytes) {
            parity ^= each;
        }
        return parity;
    }
}
