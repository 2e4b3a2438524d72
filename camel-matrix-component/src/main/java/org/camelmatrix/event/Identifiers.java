package org.camelmatrix.event;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The grammar that all identifiers share (Appendices, "Common Identifier Format"). */
final class Identifiers {

    private static final int MAXIMUM_BYTES = 255;
    private static final Pattern SERVER_NAME =
            Pattern.compile("(?:\\[[0-9A-Fa-f:.]{2,45}]|[0-9A-Za-z.-]{1,230})(?::[0-9]{1,5})?");

    private Identifiers() {}

    static void requireForm(String value, char sigil, String form) {
        boolean wellFormed =
                value.length() > 1
                        && value.charAt(0) == sigil
                        && value.chars().noneMatch(c -> c <= ' ' || c == 0x7f)
                        && value.getBytes(StandardCharsets.UTF_8).length <= MAXIMUM_BYTES;
        if (!wellFormed) {
            throw new IllegalArgumentException(quote(value) + ": " + form);
        }
    }

    static void requireServerName(String value, String form) {
        int colon = value.indexOf(':');
        if (colon < 2 || !isServerName(value.substring(colon + 1))) {
            throw new IllegalArgumentException(quote(value) + ": " + form);
        }
    }

    static boolean isServerName(String text) {
        return SERVER_NAME.matcher(text).matches();
    }

    /** The value in quotes, without what would break a log line, and cut where it is long. */
    static String quote(String value) {
        String line = value.replaceAll("\\p{Cntrl}", "?");
        return '"' + (line.length() <= 80 ? line : line.substring(0, 80) + "…") + '"';
    }
}
