// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.text.BreakIterator;
import java.util.Locale;

/**
 * Where running text is cut best: at a blank line, else at the end of a line, of a sentence, of a
 * word, of what a reader takes for one character. What is better but leaves less than a third of
 * the room used is not taken.
 */
final class TextCut {

    private static final int CLUSTER = 64;

    private TextCut() {}

    /**
     * @param from where the part begins
     * @param limit where it has to end at the latest; more than {@code from}
     * @return where the next part begins: after {@code from}, and at {@code limit} at the latest
     */
    static int before(String text, int from, int limit) {
        int enough = from + (limit - from) / 3;
        int cut =
                Math.max(
                        text.lastIndexOf("\n\n", limit - 2) + 2,
                        text.lastIndexOf("\n\r\n", limit - 3) + 3);
        if (cut > enough && cut > 2) {
            return cut;
        }
        cut = text.lastIndexOf('\n', limit - 1) + 1;
        if (cut > enough) {
            return cut;
        }
        cut = sentence(text, enough, limit);
        if (cut > enough) {
            return cut;
        }
        for (cut = limit; cut > enough; cut--) {
            if (Character.isWhitespace(text.charAt(cut - 1))) {
                return cut;
            }
        }
        return character(text, from, limit);
    }

    /** The same place, or the one before it where it is inside of a surrogate pair. */
    static int besidePair(CharSequence text, int place) {
        boolean inside =
                place > 0
                        && place < text.length()
                        && Character.isSurrogatePair(text.charAt(place - 1), text.charAt(place));
        return inside ? place - 1 : place;
    }

    /** Where the last sentence begins that the limit cuts off, or {@code from}. */
    private static int sentence(String text, int from, int limit) {
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        sentences.setText(text.substring(from, limit));
        sentences.last();
        int start = sentences.previous();
        return start == BreakIterator.DONE ? from : from + start;
    }

    private static int character(String text, int from, int limit) {
        int start = besidePair(text, Math.max(from, limit - CLUSTER));
        int end = besidePair(text, Math.min(text.length(), limit + CLUSTER));
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text.substring(start, end));
        int cut =
                characters.isBoundary(limit - start)
                        ? limit
                        : start + characters.preceding(limit - start);
        if (cut > start) {
            return cut;
        }
        int codePoint = besidePair(text, limit);
        return codePoint > from ? codePoint : limit;
    }
}
