// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.internal;

import java.util.Arrays;
import java.util.Base64;
import org.camelmatrix.olm.LimitException;
import org.camelmatrix.olm.MalformedException;

/**
 * The base64 of Matrix: the standard alphabet, written without padding, read with or without
 * (Matrix specification, Appendices, "Unpadded Base64").
 *
 * <p>The bits of the last character that stand for no byte have to be zero, as RFC 4648, section
 * 3.5 allows. So two texts of the same bytes differ in their padding only.
 */
public final class Base64Text {
    private static final int GROUP = 4;
    private static final int BITS = 6;
    private static final String DIGITS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private Base64Text() {}

    public static String encode(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * @param what what the text is, for the failure
     * @param text the text; null counts as missing
     * @param maximum the most characters to accept
     */
    public static byte[] decode(String what, String text, int maximum) {
        if (text == null) {
            throw new MalformedException(what + " is missing");
        }
        if (text.length() > maximum) {
            throw new LimitException(what + " has more than " + maximum + " characters");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(what + " is no base64");
        }
        if (hasUnusedBits(text)) {
            Arrays.fill(bytes, (byte) 0);
            throw new MalformedException(what + " is base64 with bits that stand for nothing");
        }
        return bytes;
    }

    /** Whether a bit is set in the last digit of a valid text that is part of no whole byte. */
    private static boolean hasUnusedBits(String text) {
        int digits = text.length();
        while (digits > 0 && text.charAt(digits - 1) == '=') {
            digits--;
        }
        int surplus = digits % GROUP * BITS % Byte.SIZE;
        return surplus > 0 && (DIGITS.indexOf(text.charAt(digits - 1)) & (1 << surplus) - 1) != 0;
    }
}
