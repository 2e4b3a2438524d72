package org.camelmatrix.message;

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

    private final StringBuilder text = new StringBuilder();

    private PlainText() {}

    static String of(Element html) {
        PlainText reader = new PlainText();
        html.traverse(reader);
        return reader.text.toString().strip();
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode words) {
            boolean literal = words.parentNode() instanceof Element e && e.closest("pre") != null;
            text.append(literal ? words.getWholeText() : words.text());
        } else if (BLOCKS.contains(node.nodeName())) {
            newLine();
            if (node.nodeName().equals("li")) {
                text.append("• ");
            }
        } else if (node.nodeName().equals("br")) {
            text.append('\n');
        } else if (CELLS.contains(node.nodeName()) && node.previousSibling() != null) {
            text.append(" | ");
        } else if (node.nodeName().equals("img")) {
            text.append(node.attr("alt"));
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (BLOCKS.contains(node.nodeName())) {
            newLine();
        } else if (node instanceof Element link && link.nameIs("a")) {
            String target = link.attr("href");
            if (!target.isEmpty() && !target.equals(link.text())) {
                text.append(" (").append(target).append(')');
            }
        }
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
