// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.List;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;

/** Where a block of Markdown stands in its text. */
final class Span {

    private Span() {}

    /** Where its first line begins, behind the markers of the blocks around it. */
    static int start(Node block) {
        return block.getSourceSpans().get(0).getInputIndex();
    }

    /** Where its last line ends. */
    static int end(Node block) {
        List<SourceSpan> spans = block.getSourceSpans();
        SourceSpan last = spans.get(spans.size() - 1);
        return last.getInputIndex() + last.getLength();
    }

    /** Where the block begins in the line of a place in it; the place itself if it does not. */
    static int startInLine(String text, Node block, int place) {
        int line = line(text, place);
        for (SourceSpan span : block.getSourceSpans()) {
            if (span.getInputIndex() >= line) {
                return Math.min(span.getInputIndex(), place);
            }
        }
        return place;
    }

    /** Where the line of a place begins. */
    static int line(String text, int place) {
        return text.lastIndexOf('\n', place - 1) + 1;
    }

    /** Where the line of a place ends: at its line break, or at the end of the text. */
    static int lineEnd(String text, int place) {
        int end = text.indexOf('\n', place);
        return end < 0 ? text.length() : end;
    }
}
