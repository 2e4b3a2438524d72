// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

/** Cuts code and data between lines, or inside of a line that is too long. */
final class CodeSplitter implements Splitter {

    /** For {@code msgtype}, {@code m.mentions}, the tags and the names of the fields. */
    private static final int FRAME = 400;

    private final int budget;

    CodeSplitter(String language) {
        this.budget = MessageComposer.MAXIMUM_CONTENT - FRAME - language.length();
    }

    @Override
    public void split(String text, Parts parts) {
        parts.requireRoom(text.length());
        int from = 0;
        while ((from = PlainTextSplitter.skipBlank(text, from)) < text.length()) {
            int end = end(text, from);
            parts.offer(text.substring(from, end).stripTrailing());
            from = end;
        }
    }

    private int end(String text, int from) {
        int left = budget;
        int end = from;
        while (end < text.length() && (left -= CodeBlock.size(text.charAt(end))) >= 0) {
            end++;
        }
        if (end == text.length()) {
            return end;
        }
        int line = text.lastIndexOf('\n', end - 1) + 1;
        return line > from ? line : TextCut.besidePair(text, end);
    }
}
