// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;

/** What the rest of a Markdown text needs before it to stand in the same blocks after a cut. */
final class Reopening {

    /** More would leave too little room for the text itself. */
    private static final int MAXIMUM = 2_000;

    private static final Pattern MARKER = Pattern.compile(" {0,3}([-+*]|\\d{1,9}[.)])");

    private Reopening() {}

    /** Before a line that begins with all that the blocks around it want, but for list items. */
    static String lists(String text, Node innermost) {
        Deque<ListItem> items = new ArrayDeque<>();
        for (Node node = innermost; node != null; node = node.getParent()) {
            if (node instanceof ListItem item) {
                items.push(item);
            }
        }
        StringBuilder opening = new StringBuilder();
        for (ListItem item : items) {
            int start = Span.start(item);
            Matcher marker = MARKER.matcher(text).region(start, text.length());
            if (!marker.lookingAt() || opening.length() > MAXIMUM) {
                return "";
            }
            opening.append(prefix(text, Span.line(text, start), start))
                    .append(marker.group())
                    .append('\n');
        }
        return opening.toString();
    }

    /** Before the rest of a leaf block that is cut at a place. */
    static String of(String text, Node leaf, int place) {
        int line = Span.line(text, place);
        return lists(text, leaf.getParent())
                + prefix(text, line, Span.startInLine(text, leaf, place));
    }

    /** What a further line of the same blocks begins with: quotes stay, list markers are over. */
    static String prefix(String text, int from, int to) {
        if (to - from > MAXIMUM) {
            return "";
        }
        return text.substring(from, to).replaceAll("[^>\\t]", " ");
    }
}
