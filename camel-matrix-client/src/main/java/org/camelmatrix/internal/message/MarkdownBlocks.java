// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.List;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.parser.SourceLines;

/**
 * The blocks at the beginning of a Markdown text, and where the first part of it may end. What is
 * inside of the blocks is not parsed. A table is found by its delimiter row, in what is a paragraph
 * to CommonMark.
 */
final class MarkdownBlocks {

    private static final Parser PARSER =
            Parser.builder()
                    .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                    .inlineParserFactory(context -> MarkdownBlocks::completeSpans)
                    .build();

    /** Deeper blocks are cut as running text. */
    private static final int MAXIMUM_DEPTH = 12;

    /** How often a block is composed to find out whether an event holds it, for one part. */
    private static final int MAXIMUM_TRIALS = 4;

    /** Links make text grow, and Markdown does not read a text with too many brackets. */
    private static final int BRACKET =
            MessageComposer.MAXIMUM_CONTENT / Markdown.MAXIMUM_BRACKETS + 1;

    private final String text;
    private final int openingLength;
    private final boolean whole;
    private final Parts parts;
    private final Node document;
    private final int end;
    private int trials;

    /**
     * @param text the text that is left to send, or its beginning
     * @param openingLength how much of its beginning the cut before put there
     * @param whole whether this is all that is left
     * @param parts knows how large a block becomes
     */
    MarkdownBlocks(String text, int openingLength, boolean whole, Parts parts) {
        this.text = text;
        this.openingLength = openingLength;
        this.whole = whole;
        this.parts = parts;
        this.end = text.stripTrailing().length();
        this.document = read(text);
    }

    /** The blocks of a text, or null where they cost too much. */
    private static Node read(String text) {
        if (Nesting.isTooDeep(text)) {
            return null;
        }
        try {
            return PARSER.parse(text);
        } catch (StackOverflowError e) {
            // the parser looks for the end of a tag with many attributes by recursion
            return null;
        }
    }

    /**
     * Gives a paragraph its lines where the parser gave them to the definition before it. It does
     * so if that definition has the beginning of a title that never ends.
     */
    private static void completeSpans(SourceLines lines, Node block) {
        if (!block.getSourceSpans().isEmpty() || block.getPrevious() == null) {
            return;
        }
        List<SourceSpan> all = block.getPrevious().getSourceSpans();
        int first = all.size() - lines.getLines().size();
        if (first > 0) {
            block.setSourceSpans(all.subList(first, all.size()));
            block.getPrevious().setSourceSpans(all.subList(0, first));
        }
    }

    String text() {
        return text;
    }

    int openingLength() {
        return openingLength;
    }

    int openingSize() {
        return size(text, 0, openingLength);
    }

    /** How many bytes a piece of Markdown takes at least as the content of an event. */
    static int size(String text, int from, int to) {
        int size = 0;
        for (int i = from; i < to; i++) {
            size += size(text.charAt(i));
        }
        return size;
    }

    private static int size(char c) {
        return c == '[' || c == '<' ? BRACKET : JsonSize.of(c);
    }

    /** Where to cut so that the part has so many bytes at most, counted as {@link #size} does. */
    MarkdownCut cut(int budget) {
        int limit = openingLength;
        int left = budget - openingSize();
        while (limit < text.length() && (left -= size(text.charAt(limit))) >= 0) {
            limit++;
        }
        if (whole && limit == text.length()) {
            return MarkdownCut.at(limit);
        }
        // the last block may go on behind the text that was read
        limit = Math.min(limit, text.length() - 1);
        limit = Math.max(TextCut.besidePair(text, limit), nextCharacter());
        MarkdownCut cut = document == null ? null : between(document, limit, budget, 0, true);
        return cut == null || cut.end() <= openingLength
                ? MarkdownCut.at(TextCut.before(text, openingLength, limit))
                : cut;
    }

    private int nextCharacter() {
        return openingLength + Character.charCount(text.codePointAt(openingLength));
    }

    /**
     * A cut between the children of a block, or inside of the one that goes beyond the limit.
     *
     * @param forced whether the part has nothing yet, so that any cut is better than none
     * @return null if there is none
     */
    private MarkdownCut between(Node parent, int limit, int budget, int depth, boolean forced) {
        Node last = parent.getFirstChild();
        for (Node child = last; child != null && line(child) < limit; child = child.getNext()) {
            last = child;
        }
        if (last == null) {
            return null;
        }
        if (Span.end(last) <= limit) {
            return between(last, last.getNext(), Span.end(last));
        }
        if (last.getPrevious() == null || line(last) <= openingLength) {
            if (forced && fitsAlone(last, budget)) {
                return between(last, last.getNext(), Span.end(last));
            }
            return inside(last, limit, budget, depth, forced);
        }
        MarkdownCut before = between(last.getPrevious(), last, line(last));
        if (staysWhole(last, limit, budget)) {
            return before;
        }
        MarkdownCut inside = inside(last, limit, budget, depth, false);
        return inside == null || inside.end() <= line(last) ? before : inside;
    }

    /** A heading goes to the next part with what it is the heading of. */
    private MarkdownCut between(Node previous, Node next, int place) {
        int end = place;
        Node last = previous;
        while (next != null
                && last instanceof Heading
                && last.getPrevious() != null
                && line(last) > openingLength) {
            end = line(last);
            last = last.getPrevious();
        }
        return new MarkdownCut(end, "", Reopening.lists(text, previous.getParent()));
    }

    /** Whether a block that goes beyond the limit is better moved to the next part than cut. */
    private boolean staysWhole(Node block, int limit, int budget) {
        int start = line(block);
        if (size(text, start, limit) < budget / 4) {
            return true;
        }
        return size(text, start, Span.end(block)) <= budget || fitsAlone(block, budget);
    }

    /** Whether an event holds a block that is larger than what the budget lets expect. */
    private boolean fitsAlone(Node block, int budget) {
        int size = size(text, line(block), Span.end(block));
        boolean complete = whole || Span.end(block) < end;
        return complete
                && size > budget
                && size <= MessageComposer.MAXIMUM_CONTENT
                && trials++ < MAXIMUM_TRIALS
                && parts.size(text.substring(line(block), Span.end(block)))
                        <= MessageComposer.MAXIMUM_CONTENT;
    }

    private MarkdownCut inside(Node block, int limit, int budget, int depth, boolean forced) {
        boolean container =
                block instanceof ListBlock
                        || block instanceof ListItem
                        || block instanceof BlockQuote;
        if (container && depth < MAXIMUM_DEPTH) {
            return between(block, limit, budget, depth + 1, forced);
        }
        MarkdownCut cut = null;
        if (block instanceof FencedCodeBlock code) {
            cut = new Fence(text, code).cut(openingLength, limit, forced);
        } else if (block instanceof Paragraph paragraph) {
            cut = Table.cut(text, paragraph, openingLength, limit);
        }
        boolean whole = block instanceof FencedCodeBlock || Table.isIn(text, block);
        return cut != null || whole && !forced ? cut : running(block, limit, forced);
    }

    private MarkdownCut running(Node block, int limit, boolean forced) {
        int from = Math.max(openingLength, Span.start(block));
        if (from >= limit) {
            return null;
        }
        int end = TextCut.before(text, from, limit);
        if (!forced && !Character.isWhitespace(text.charAt(end - 1))) {
            return null;
        }
        return new MarkdownCut(end, "", Reopening.of(text, block, end));
    }

    private int line(Node block) {
        return Span.line(text, Span.start(block));
    }
}
