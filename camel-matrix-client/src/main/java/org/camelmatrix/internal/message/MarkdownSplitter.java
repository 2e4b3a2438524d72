// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

/**
 * Cuts Markdown between its blocks, and inside of one that no event holds: code by lines, its fence
 * closed and opened again; a table by rows, its header repeated; a list between its items, a quote
 * between its paragraphs; a paragraph as {@link TextCut} does. {@link MarkdownBlocks} finds the
 * place.
 *
 * <p>How large the HTML of a piece becomes is known only when it is made. So a part is as large as
 * the growth of the part before lets expect, and is made smaller until it fits. Only as much of the
 * text is read at a time as two events are expected to hold, which bounds time and memory for any
 * text.
 */
final class MarkdownSplitter implements Splitter {

    private static final int MAXIMUM = MessageComposer.MAXIMUM_CONTENT;

    /** What has grown more is not expected to grow so much again. */
    private static final double MAXIMUM_GROWTH = 8;

    /** The least that a part that is too large is made smaller by. */
    private static final double LESS = 0.9;

    @Override
    public void split(String text, Parts parts) {
        parts.requireRoom(text.length());
        LinkDefinitions definitions = new LinkDefinitions(text);
        String opening = "";
        double growth = 1;
        int from = 0;
        while ((from = PlainTextSplitter.skipBlank(text, from)) < text.length()) {
            parts.requireRoom(text.length() - from);
            int window = (int) (2 * MAXIMUM / Math.min(growth, MAXIMUM_GROWTH));
            MarkdownBlocks blocks = read(opening, text, from, window, parts);
            int budget = (int) (MAXIMUM / growth);
            while (true) {
                if (budget < 2 * blocks.openingSize()) {
                    blocks = read("", text, from, window, parts);
                }
                MarkdownCut cut = blocks.cut(budget);
                String part = cut.part(blocks.text());
                int estimate = Math.max(1, MarkdownBlocks.size(part, 0, part.length()));
                int size = parts.offer(definitions.complete(part));
                if (size <= MAXIMUM) {
                    growth = Math.max(1, (double) size / estimate);
                    from += cut.end() - blocks.openingLength();
                    opening = cut.opening();
                    break;
                }
                double less = size == Parts.FAR_TOO_LARGE ? 0.5 : LESS * MAXIMUM / size;
                budget = (int) (Math.min(budget, estimate) * less);
            }
        }
    }

    private static MarkdownBlocks read(
            String opening, String text, int from, int window, Parts parts) {
        int end = Lines.end(text, from, JsonSize.reach(text, from, window));
        return new MarkdownBlocks(
                opening + text.substring(from, end), opening.length(), end == text.length(), parts);
    }
}
