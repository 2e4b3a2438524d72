// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps URLs, paths and identifiers in Markdown whole. CommonMark reads emphasis, escapes and
 * character references in them, so that {@code https://example.org/__init__.py} loses letters and
 * people follow a wrong link. Here such words are found before the text is parsed, as GitHub's
 * extension for URLs does ("Autolinks"), and stay text.
 *
 * <p>The characters of such words that could be markup are replaced by noncharacters, one for each,
 * which mean nothing to the parser and stand in no text. {@link #restore} puts them back into the
 * HTML, wherever they got to. So code and link targets stay as they are too.
 *
 * <p>One thread, for one text; one pass over it.
 */
final class WholeWords {

    private static final String MARKUP = "*_~&[]\\";
    private static final boolean[] IS_MARKUP = new boolean[128];
    private static final char FIRST = '\ufdd0';
    private static final char LAST = (char) (FIRST + MARKUP.length() - 1);

    /** What a path or an identifier does not go beyond. */
    private static final String LIMITS = "[]()<>{}\"|`,;=";

    /** Schemes of URLs without slashes. */
    private static final Set<String> SCHEMES =
            Set.of("mailto", "xmpp", "magnet", "urn", "news", "sip", "sips");

    private static final int LONGEST_SCHEME = 6;

    private static final String LIMITS_OF_URLS = "<>\"`|";
    private static final String PUNCTUATION = ".,:;!?'";
    private static final String DELIMITERS = "*_~";

    static {
        MARKUP.chars().forEach(c -> IS_MARKUP[c] = true);
    }

    private final String text;
    private final char[] result;

    /** Whether each of {@link #DELIMITERS} may have begun emphasis in the paragraph. */
    private final boolean[] begun = new boolean[DELIMITERS.length()];

    private boolean changed;

    private WholeWords(String text) {
        this.text = text;
        this.result = text.toCharArray();
    }

    /** The text to be parsed; the same one where it has no such words. */
    static String protect(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isReplacement(text.charAt(i))) {
                return text;
            }
        }
        return new WholeWords(text).read();
    }

    /** HTML with the characters that were replaced. */
    static String restore(String html) {
        StringBuilder restored = new StringBuilder(html.length() + 16);
        for (int i = 0; i < html.length(); i++) {
            char c = html.charAt(i);
            if (isReplacement(c)) {
                char original = MARKUP.charAt(c - FIRST);
                restored.append(original == '&' ? "&amp;" : String.valueOf(original));
            } else {
                restored.append(c);
            }
        }
        return restored.toString();
    }

    private static boolean isReplacement(char c) {
        return c >= FIRST && c <= LAST;
    }

    private String read() {
        int i = 0;
        while (i < result.length) {
            int breaks = 0;
            while (i < result.length && result[i] <= ' ') {
                breaks += result[i++] == '\n' ? 1 : 0;
            }
            if (breaks > 1) {
                Arrays.fill(begun, false);
            }
            boolean markup = false;
            int start = i;
            while (i < result.length && result[i] > ' ') {
                char c = result[i++];
                markup |= c < IS_MARKUP.length && IS_MARKUP[c];
            }
            if (markup) {
                readWord(start, i);
            }
        }
        return changed ? new String(result) : text;
    }

    private void readWord(int start, int end) {
        int from = start;
        while (from < end) {
            int url = nextUrl(from, end);
            readTokens(from, url);
            from = url < end ? readUrl(url, end) : end;
        }
    }

    /** Where the next URL begins, or the end. */
    private int nextUrl(int from, int end) {
        for (int i = from; i < end; i++) {
            if (result[i] == ':' && isUrlFrom(from, i)) {
                int scheme = i;
                while (scheme > from && isOfScheme(result[scheme - 1])) {
                    scheme--;
                }
                if (i > scheme) {
                    return scheme;
                }
            } else if (result[i] == 'w'
                    && text.startsWith("www.", i)
                    && (i == from || !Character.isLetterOrDigit(result[i - 1]))) {
                return i;
            }
        }
        return end;
    }

    private boolean isUrlFrom(int from, int colon) {
        if (text.startsWith("://", colon)) {
            return true;
        }
        int scheme = colon;
        while (scheme > from && isOfScheme(result[scheme - 1])) {
            scheme--;
        }
        return colon - scheme <= LONGEST_SCHEME
                && SCHEMES.contains(text.substring(scheme, colon).toLowerCase(Locale.ROOT));
    }

    private int readUrl(int start, int wordEnd) {
        int end = trimmed(start, urlEnd(start, wordEnd));
        for (int i = start; i < end; i++) {
            if (result[i] == '\\') {
                i++;
            } else if (!isEscapedAmpersand(i)) {
                replace(i, MARKUP);
            }
        }
        return Math.max(end, start + 1);
    }

    private int urlEnd(int start, int wordEnd) {
        int round = 0;
        int square = 0;
        for (int i = start; i < wordEnd; i++) {
            char c = result[i];
            round += c == '(' ? 1 : c == ')' ? -1 : 0;
            square += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (round < 0 || square < 0 || LIMITS_OF_URLS.indexOf(c) >= 0 || isEscapedTag(i)) {
                return i;
            }
        }
        return wordEnd;
    }

    /** Text that was escaped for HTML already keeps its references. */
    private boolean isEscapedAmpersand(int i) {
        return result[i] == '&' && (text.startsWith("&amp;", i) || text.startsWith("&#", i));
    }

    private boolean isEscapedTag(int i) {
        return result[i] == '&'
                && (text.startsWith("&lt;", i)
                        || text.startsWith("&gt;", i)
                        || text.startsWith("&quot;", i));
    }

    private void readTokens(int from, int to) {
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i == to || LIMITS.indexOf(result[i]) >= 0) {
                readToken(start, i);
                start = i + 1;
            }
        }
    }

    private void readToken(int from, int to) {
        int start = from;
        boolean name = WordKind.isSpecialName(text, from, to);
        while (start < to && !name && isDelimiter(start, to)) {
            start++;
        }
        boolean opens = start < to || to < result.length && result[to] > ' ';
        for (int i = from; i < start; i++) {
            begun[DELIMITERS.indexOf(result[i])] = opens;
        }
        if (start == to) {
            return;
        }
        if (start > from && isEmphasised(result[from], start, to)) {
            begun[DELIMITERS.indexOf(result[from])] = false;
            return;
        }
        int end = trimmed(start, to);
        String markup = WordKind.markupIn(text, start, end);
        boolean escapes = markup.indexOf('\\') < 0;
        for (int i = start; i < end; i++) {
            if (escapes && result[i] == '\\') {
                i++;
            } else {
                replace(i, markup);
            }
        }
    }

    /** Whether a part of a word is emphasised, as in {@code *yes*-no}. */
    private boolean isEmphasised(char delimiter, int start, int to) {
        int close = start;
        while (close < to && result[close] != delimiter) {
            close++;
        }
        int end = close;
        while (end < to && result[end] == delimiter) {
            end++;
        }
        return end < to
                && Character.isLetterOrDigit(result[close - 1])
                && !Character.isLetterOrDigit(result[end]);
    }

    private boolean isDelimiter(int i, int to) {
        boolean home = result[i] == '~' && i + 1 < to && result[i + 1] == '/';
        return DELIMITERS.indexOf(result[i]) >= 0 && !home;
    }

    /** Leaves out punctuation at the end, and delimiters that may end emphasis. */
    private int trimmed(int start, int to) {
        int end = to;
        while (end > start) {
            char c = result[end - 1];
            int delimiter = DELIMITERS.indexOf(c);
            boolean value = end - 1 > start && result[end - 2] == '=';
            if (PUNCTUATION.indexOf(c) < 0 && (delimiter < 0 || value || !begun[delimiter])) {
                break;
            }
            end--;
        }
        for (int i = end; i < to; i++) {
            int delimiter = DELIMITERS.indexOf(result[i]);
            if (delimiter >= 0) {
                begun[delimiter] = false;
            }
        }
        return end;
    }

    private void replace(int i, String which) {
        char c = result[i];
        if (which.indexOf(c) >= 0) {
            result[i] = (char) (FIRST + MARKUP.indexOf(c));
            changed = true;
        }
    }

    private static boolean isOfScheme(char c) {
        return isAlphanumeric(c) || c == '+' || c == '.' || c == '-';
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
