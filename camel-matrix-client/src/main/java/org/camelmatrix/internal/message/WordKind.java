// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

/**
 * What a word of Markdown is when it is no URL: a path, an identifier, or any other word, in which
 * markup is markup.
 */
final class WordKind {

    private static final String NONE = "";
    private static final String IN_PATHS = "*_~&";
    private static final String IN_WINDOWS_PATHS = "*_~&\\";
    private static final String IN_NAMES = "_";

    /** Room and event ids without a server are a hash of 43 characters. */
    private static final int LONG_ID = 40;

    private WordKind() {}

    /** Which characters of a word mean no markup. */
    static String markupIn(String text, int start, int end) {
        if (end - start < 3) {
            return NONE;
        }
        if (isWindowsPath(text, start, end)) {
            return IN_WINDOWS_PATHS;
        }
        boolean path = isAbsolutePath(text, start, end) || isRelativePath(text, start, end);
        if (path || isMatrixId(text, start, end)) {
            return IN_PATHS;
        }
        return isName(text, start, end) || isSpecialName(text, start, end) ? IN_NAMES : NONE;
    }

    /** Whether a word is a name such as {@code __init__.py}, which begins as strong emphasis. */
    static boolean isSpecialName(String text, int start, int end) {
        if (!text.startsWith("__", start)) {
            return false;
        }
        int close = start + 3;
        while (close + 3 < end && !text.startsWith("__", close)) {
            close++;
        }
        return close + 3 < end
                && (text.charAt(close + 2) == '.' || text.charAt(close + 2) == '/')
                && isAlphanumeric(text.charAt(close + 3));
    }

    private static boolean isWindowsPath(String text, int start, int end) {
        boolean drive = isAlphanumeric(text.charAt(start)) && text.startsWith(":\\", start + 1);
        boolean share =
                text.startsWith("\\\\", start)
                        && isAlphanumeric(text.charAt(start + 2))
                        && indexOf(text, '\\', start + 2, end) > 0;
        return drive || share;
    }

    private static boolean isAbsolutePath(String text, int start, int end) {
        boolean variable =
                text.charAt(start) == '$'
                        && isAlphanumeric(text.charAt(start + 1))
                        && indexOf(text, '/', start, end) > 0;
        return variable
                || text.startsWith("/", start)
                || text.startsWith("./", start)
                || text.startsWith("../", start)
                || text.startsWith("~/", start);
    }

    /** A segment that is emphasised as a whole, as in {@code yes/**no**}, makes it no path. */
    private static boolean isRelativePath(String text, int start, int end) {
        char first = text.charAt(start);
        if (!isAlphanumeric(first) && first != '.' && first != '-' && first != '_') {
            return false;
        }
        int from = start;
        int slash = indexOf(text, '/', start, end);
        if (slash < 0) {
            return false;
        }
        while (slash >= 0) {
            if (isEmphasised(text, from, slash, '*')) {
                return false;
            }
            from = slash + 1;
            slash = indexOf(text, '/', from, end);
        }
        boolean strong = text.startsWith("__", from);
        return !isEmphasised(text, from, end, '*')
                && (strong || !isEmphasised(text, from, end, '_'));
    }

    private static boolean isEmphasised(String text, int from, int to, char delimiter) {
        int start = from;
        while (start < to && text.charAt(start) == delimiter) {
            start++;
        }
        return start > from && start < to && text.charAt(to - 1) == delimiter;
    }

    private static boolean isMatrixId(String text, int start, int end) {
        char sigil = text.charAt(start);
        if (sigil == '@' || sigil == '#' || sigil == '!' || sigil == '$') {
            int server = indexOf(text, ':', start, end) + 1;
            return end - start > LONG_ID
                    || server > start + 2 && server < end && isServerStart(text.charAt(server));
        }
        return false;
    }

    /** Letters and digits at both ends, and only such or {@code _.:@+-} between. */
    private static boolean isName(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (!isAlphanumeric(c) && "_.:@+-".indexOf(c) < 0) {
                return false;
            }
        }
        return isAlphanumeric(text.charAt(start))
                && (isAlphanumeric(text.charAt(end - 1)) || endsWithSpecialName(text, start, end));
    }

    /** Whether a word ends as {@code object.__name__} does. */
    private static boolean endsWithSpecialName(String text, int start, int end) {
        int open = end - 3;
        while (open > start && text.charAt(open) != '.') {
            open--;
        }
        return text.startsWith("__", end - 2) && open > start && text.startsWith("__", open + 1);
    }

    private static int indexOf(String text, char c, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == c) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isServerStart(char c) {
        return isAlphanumeric(c) || c == '[';
    }

    private static boolean isAlphanumeric(char c) {
        return Character.isLetterOrDigit(c);
    }
}
