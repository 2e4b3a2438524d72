// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import org.commonmark.node.FencedCodeBlock;

/** A fenced code block that is cut: each piece of it has a fence of its own. */
final class Fence {

    private static final int MAXIMUM_INFO = 500;

    private final String text;
    private final int firstLine;
    private final int lastLine;
    private final String opening;
    private final String closing;

    Fence(String text, FencedCodeBlock code) {
        this.text = text;
        int start = Span.start(code);
        int lineEnd = Span.lineEnd(text, start);
        String prefix = Reopening.prefix(text, Span.line(text, start), start);
        String fence = code.getFenceCharacter().repeat(code.getOpeningFenceLength());
        String info = lineEnd - start > MAXIMUM_INFO ? fence : text.substring(start, lineEnd);
        this.opening = Reopening.lists(text, code.getParent()) + prefix + info + '\n';
        this.closing = '\n' + prefix + fence;
        this.firstLine = Math.min(lineEnd + 1, text.length());
        this.lastLine =
                code.getClosingFenceLength() == null
                        ? text.length()
                        : Span.line(text, Span.end(code));
    }

    /**
     * A cut between two lines of code, or inside of a line that is too long.
     *
     * @return null if no line of code goes into the part and none is to be cut
     */
    MarkdownCut cut(int from, int limit, boolean forced) {
        int start = Math.max(firstLine, from);
        int last = Math.min(limit - JsonSize.of(closing), lastLine);
        if (last <= start) {
            return null;
        }
        int line = Span.line(text, last);
        while (line > start && text.substring(line, lastLine).isBlank()) {
            line = Span.line(text, line - 1);
        }
        if (line > start && !text.substring(start, line).isBlank()) {
            return new MarkdownCut(line, closing, opening);
        }
        return forced ? new MarkdownCut(TextCut.before(text, start, last), closing, opening) : null;
    }
}
