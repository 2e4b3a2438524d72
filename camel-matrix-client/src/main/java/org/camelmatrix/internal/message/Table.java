// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;

/**
 * A table that is cut: each piece of it has the table's header. To CommonMark without its extension
 * for tables, which would write each row out to the header's width, it is a paragraph.
 */
final class Table {

    /** A longer header is not repeated. */
    private static final int MAXIMUM_HEADER = 4_000;

    private static final Pattern DELIMITER = Pattern.compile("[ \\t]*+[|:-][-:| \\t]*+\\r?");

    private Table() {}

    static boolean isIn(String text, Node block) {
        return block instanceof Paragraph && delimiterRow(text, block.getSourceSpans()) > 0;
    }

    /**
     * A cut between two rows.
     *
     * @return null if the paragraph has no table, or no row of it goes into the part
     */
    static MarkdownCut cut(String text, Paragraph block, int from, int limit) {
        List<SourceSpan> lines = block.getSourceSpans();
        int delimiter = delimiterRow(text, lines);
        if (delimiter < 0) {
            return null;
        }
        for (int i = lines.size() - 1; i > delimiter + 1; i--) {
            int row = Span.line(text, lines.get(i).getInputIndex());
            if (row <= from) {
                return null;
            }
            if (row <= limit) {
                String header = header(text, lines.get(delimiter - 1), lines.get(delimiter));
                return new MarkdownCut(row, "", Reopening.lists(text, block.getParent()) + header);
            }
        }
        return null;
    }

    private static String header(String text, SourceSpan names, SourceSpan delimiter) {
        int line = Span.line(text, names.getInputIndex());
        String prefix = Reopening.prefix(text, line, names.getInputIndex());
        String header = prefix + row(text, names) + '\n' + prefix + row(text, delimiter) + '\n';
        return header.length() > MAXIMUM_HEADER ? "" : header;
    }

    private static int delimiterRow(String text, List<SourceSpan> lines) {
        for (int i = 1; i < lines.size(); i++) {
            String row = row(text, lines.get(i));
            if (row.indexOf('-') >= 0
                    && DELIMITER.matcher(row).matches()
                    && columns(row) == columns(row(text, lines.get(i - 1)))
                    && (row + row(text, lines.get(i - 1))).indexOf('|') >= 0) {
                return i;
            }
        }
        return -1;
    }

    private static String row(String text, SourceSpan line) {
        return text.substring(line.getInputIndex(), line.getInputIndex() + line.getLength());
    }

    private static int columns(String row) {
        String cells = row.strip();
        int columns = 1;
        for (int i = 1; i < cells.length() - 1; i++) {
            if (cells.charAt(i) == '|' && cells.charAt(i - 1) != '\\') {
                columns++;
            }
        }
        return columns;
    }
}
