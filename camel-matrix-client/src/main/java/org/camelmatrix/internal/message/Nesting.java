// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

/** How deeply the blocks of a Markdown text are nested in one line. */
final class Nesting {

    private static final int MAXIMUM = 100;

    private Nesting() {}

    /**
     * Whether a line opens more blocks than anybody writes. Each line after it would cost a look at
     * all of them.
     */
    static boolean isTooDeep(String text) {
        int markers = 0;
        boolean atStart = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                atStart = true;
                markers = 0;
            } else if (atStart && ">-+*.)".indexOf(c) >= 0) {
                if (++markers > MAXIMUM && !isRule(text, i)) {
                    return true;
                }
            } else if (c != ' ' && c != '\t' && (c < '0' || c > '9')) {
                atStart = false;
            }
        }
        return false;
    }

    /** A long line of one character without spaces is a thematic break or an underline. */
    private static boolean isRule(String text, int place) {
        char c = text.charAt(place);
        return c != '>' && c == text.charAt(place - 1);
    }
}
