// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

/**
 * How many lines of Markdown are read at once. The parser copies the lines of a paragraph for each
 * line of it, so that the time grows with the square of their number.
 */
final class Lines {

    private static final int MAXIMUM = 6_000;

    private static final String BEGINS_A_BLOCK = "-+*>#`~";

    private Lines() {}

    /** Where a piece of a text ends that has not too many lines: at the limit or before it. */
    static int end(String text, int from, int limit) {
        int place = from;
        for (int lines = 0; lines < MAXIMUM; lines++) {
            place = text.indexOf('\n', place) + 1;
            if (place == 0 || place > limit) {
                return limit;
            }
        }
        return place;
    }

    /** Whether a text has a paragraph of too many lines. */
    static boolean areTooMany(String text) {
        if (text.length() < 2 * MAXIMUM) {
            return false;
        }
        int lines = 0;
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines = continuesParagraph(text, start, end) ? lines + 1 : 0;
            if (lines > MAXIMUM) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }

    private static boolean continuesParagraph(String text, int start, int end) {
        int first = start;
        while (first < end && text.charAt(first) <= ' ') {
            first++;
        }
        return first < end && BEGINS_A_BLOCK.indexOf(text.charAt(first)) < 0;
    }
}
