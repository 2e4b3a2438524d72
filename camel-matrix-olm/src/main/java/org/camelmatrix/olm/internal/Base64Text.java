// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.internal;

import java.util.Base64;
import org.camelmatrix.olm.LimitException;
import org.camelmatrix.olm.MalformedException;

/**
 * The base64 of Matrix: the standard alphabet, written without padding, read with or without
 * (Matrix specification, Appendices, "Unpadded Base64").
 */
public final class Base64Text {
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
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(what + " is no base64");
        }
    }
}
