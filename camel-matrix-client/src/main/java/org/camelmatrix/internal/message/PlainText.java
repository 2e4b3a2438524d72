// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** HTML read aloud: the text that clients show which do not show HTML. */
final class PlainText implements NodeVisitor {

    private static final Set<String> BLOCKS =
            Set.of(
                    "p",
                    "div",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "blockquote",
                    "pre",
                    "ul",
                    "ol",
                    "li",
                    "table",
                    "tr",
                    "hr",
                    "details",
                    "summary",
                    "caption");
    private static final Set<String> CELLS = Set.of("td", "th");

    /** Lists that are deeper stand no further to the right. */
    private static final int MAXIMUM_INDENT = 20;

    private final StringBuilder text = new StringBuilder();
    private final Deque<ItemMarker> lists = new ArrayDeque<>();
    private int preformatted;

    /** Where the last marker ends: what follows stands beside it. */
    private int markerEnd = -1;

    private PlainText() {}

    static String of(Element html) {
        PlainText reader = new PlainText();
        html.traverse(reader);
        return reader.text.toString().strip();
    }

    @Override
    public void head(Node node, int depth) {
        String name = node.nodeName();
        if (node instanceof TextNode words) {
            append(words);
        } else if (BLOCKS.contains(name)) {
            if (text.length() > markerEnd) {
                newLine();
            }
            switch (name) {
                case "ol", "ul" -> lists.push(new ItemMarker((Element) node));
                case "li" -> beginItem();
                case "pre" -> preformatted++;
                default -> {}
            }
        } else if (name.equals("br")) {
            text.append('\n');
        } else if (CELLS.contains(name) && node.previousSibling() != null) {
            text.append(" | ");
        } else if (name.equals("img")) {
            text.append(node.attr("alt"));
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (BLOCKS.contains(node.nodeName())) {
            newLine();
            switch (node.nodeName()) {
                case "ol", "ul" -> lists.pop();
                case "pre" -> preformatted--;
                default -> {}
            }
        } else if (node instanceof Element link && link.nameIs("a")) {
            String target = link.attr("href");
            if (!target.isEmpty() && !target.equals(link.text())) {
                text.append(" (").append(target).append(')');
            }
        }
    }

    private void append(TextNode words) {
        if (preformatted > 0) {
            text.append(words.getWholeText());
            return;
        }
        String run = words.text();
        boolean atStart =
                text.length() == markerEnd
                        || text.length() == 0
                        || text.charAt(text.length() - 1) == '\n';
        text.append(run, atStart && run.startsWith(" ") ? 1 : 0, run.length());
    }

    private void beginItem() {
        newLine();
        text.append("  ".repeat(Math.min(MAXIMUM_INDENT, Math.max(0, lists.size() - 1))));
        text.append(lists.isEmpty() ? ItemMarker.BULLET : lists.peek().next());
        markerEnd = text.length();
    }

    private void newLine() {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        text.setLength(end);
        if (end > 0 && text.charAt(end - 1) != '\n') {
            text.append('\n');
        }
    }
}
