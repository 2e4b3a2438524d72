// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

/** How many bytes text takes as a string of JSON in UTF-8. */
final class JsonSize {

    private JsonSize() {}

    static int of(CharSequence text, int from, int to) {
        int size = 0;
        for (int i = from; i < to; i++) {
            size += of(text.charAt(i));
        }
        return size;
    }

    static int of(CharSequence text) {
        return of(text, 0, text.length());
    }

    /** A surrogate is half of the four bytes that its pair takes, rounded up if it has no pair. */
    static int of(char c) {
        if (c == '"' || c == '\\' || c == '\n' || c == '\r' || c == '\t') {
            return 2;
        }
        if (c < ' ') {
            return 6;
        }
        if (c < 0x80) {
            return 1;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }

    /**
     * How far a text goes on so many bytes.
     *
     * @return the end of the longest piece that begins at {@code from}; never inside of a surrogate
     *     pair
     */
    static int reach(CharSequence text, int from, int bytes) {
        int left = bytes;
        int end = from;
        while (end < text.length() && (left -= of(text.charAt(end))) >= 0) {
            end++;
        }
        return TextCut.besidePair(text, end);
    }
}
