// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

/** Cuts text without markup at blank lines, else at line ends, sentences, words, characters. */
final class PlainTextSplitter implements Splitter {

    /** For {@code msgtype}, {@code m.mentions} and the names of the fields. */
    private static final int FRAME = 200;

    private static final int BUDGET = MessageComposer.MAXIMUM_CONTENT - FRAME;

    @Override
    public void split(String text, Parts parts) {
        parts.requireRoom(text.length());
        int from = 0;
        while ((from = skipBlank(text, from)) < text.length()) {
            int limit = JsonSize.reach(text, from, BUDGET);
            int end = limit == text.length() ? limit : TextCut.before(text, from, limit);
            parts.offer(text.substring(from, end).stripTrailing());
            from = end;
        }
    }

    /**
     * Where a part begins after a cut: behind the spaces inside of a line, at the start of the next
     * line that is not blank otherwise. The indent of that line stays.
     */
    static int skipBlank(String text, int cut) {
        boolean insideOfLine = cut > 0 && text.charAt(cut - 1) != '\n';
        int start = cut;
        for (int i = cut; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                start = i + 1;
                insideOfLine = false;
            } else if (!Character.isWhitespace(c)) {
                return insideOfLine ? i : start;
            }
        }
        return text.length();
    }
}
