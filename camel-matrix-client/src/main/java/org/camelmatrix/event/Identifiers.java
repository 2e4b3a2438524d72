// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.event;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The grammar that all identifiers share (Appendices, "Common Identifier Format"). */
final class Identifiers {

    private static final int MAXIMUM_BYTES = 255;
    private static final int LONGEST_NAME = 230;
    private static final Pattern SERVER_NAME =
            Pattern.compile("(?:\\[[0-9A-Fa-f:.]{2,45}]|[0-9A-Za-z.-]{1,230})(?::[0-9]{1,5})?");

    private Identifiers() {}

    static void requireForm(String value, char sigil, String form) {
        boolean wellFormed =
                value.length() > 1
                        && value.charAt(0) == sigil
                        && hasNoSpace(value)
                        && isShort(value);
        if (!wellFormed) {
            throw new IllegalArgumentException(quote(value) + ": " + form);
        }
    }

    private static boolean hasNoSpace(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** No character takes more than three bytes, and what takes four counts as two characters. */
    private static boolean isShort(String value) {
        return value.length() <= MAXIMUM_BYTES / 3
                || value.getBytes(StandardCharsets.UTF_8).length <= MAXIMUM_BYTES;
    }

    static void requireServerName(String value, String form) {
        int colon = value.indexOf(':');
        if (colon < 2 || !isServerName(value, colon + 1)) {
            throw new IllegalArgumentException(quote(value) + ": " + form);
        }
    }

    /** Whether a text ends with a server's name, which begins at a place. */
    static boolean isServerName(String text, int start) {
        return isPlainName(text, start)
                || SERVER_NAME.matcher(text).region(start, text.length()).matches();
    }

    /** A name without port or brackets, as most are, is known without a regular expression. */
    private static boolean isPlainName(String text, int start) {
        int length = text.length() - start;
        if (length < 1 || length > LONGEST_NAME) {
            return false;
        }
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fits =
                    c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || c >= '0' && c <= '9'
                            || c == '.'
                            || c == '-';
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** The value in quotes, without what would break a log line, and cut where it is long. */
    static String quote(String value) {
        String line = value.replaceAll("\\p{Cntrl}", "?");
        return '"' + (line.length() <= 80 ? line : line.substring(0, 80) + "…") + '"';
    }
}
