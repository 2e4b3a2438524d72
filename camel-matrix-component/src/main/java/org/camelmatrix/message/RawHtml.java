package org.camelmatrix.message;

import java.util.Locale;
import java.util.Set;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Writes what looks like HTML in Markdown: as it is where {@link HtmlAllowList} knows what to do
 * with the tag, and else as text. A log line with {@code <none>} or {@code List<String>} means no
 * tag, and after a {@code <title>} or a {@code <script>} without an end a browser, and so the
 * allow-list, would read all that follows as something else.
 *
 * <p>One thread, for one document.
 */
final class RawHtml implements NodeRenderer {

    /** Elements that are taken out without their text. */
    private static final Set<String> DROPPED =
            Set.of(
                    "abbr",
                    "address",
                    "article",
                    "aside",
                    "big",
                    "center",
                    "cite",
                    "dd",
                    "dl",
                    "dt",
                    "figcaption",
                    "figure",
                    "font",
                    "footer",
                    "header",
                    "ins",
                    "kbd",
                    "main",
                    "mark",
                    "mx-reply",
                    "nav",
                    "q",
                    "samp",
                    "section",
                    "small",
                    "strike",
                    "tfoot",
                    "tt",
                    "var",
                    "wbr");

    /** Elements that are taken out with their text, if they end. */
    private static final Set<String> CODE = Set.of("script", "style");

    private final HtmlWriter html;

    RawHtml(HtmlNodeRendererContext context) {
        this.html = context.getWriter();
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(HtmlInline.class, HtmlBlock.class);
    }

    @Override
    public void render(Node node) {
        if (node instanceof HtmlInline tag) {
            if (isTag(tag.getLiteral(), 0, endsLater(tag))) {
                html.raw(tag.getLiteral());
            } else {
                html.text(tag.getLiteral());
            }
        } else if (node instanceof HtmlBlock block) {
            html.line();
            write(block.getLiteral());
            html.line();
        }
    }

    private void write(String block) {
        if (!isTag(block, block.indexOf('<'), false)) {
            html.tag("p");
            html.raw(TextContents.asHtml(block));
            html.tag("/p");
            return;
        }
        int written = 0;
        for (int i = block.indexOf('<'); i >= 0; i = block.indexOf('<', i + 1)) {
            if (!isTag(block, i, false)) {
                html.raw(block.substring(written, i));
                html.raw("&lt;");
                written = i + 1;
            }
        }
        html.raw(block.substring(written));
    }

    /**
     * Whether a tag is to be read as one.
     *
     * @param at where its {@code <} is
     * @param ends whether its end is found elsewhere
     */
    private static boolean isTag(String text, int at, boolean ends) {
        String name = name(text, at);
        if (name.isEmpty()) {
            return text.indexOf(text.startsWith("<!--", at) ? "-->" : ">", at) > 0;
        }
        if (CODE.contains(name)) {
            boolean isEnd = text.startsWith("/", at + 1);
            return isEnd || ends || text.toLowerCase(Locale.ROOT).indexOf("</" + name, at) > 0;
        }
        return HtmlAllowList.isAllowed(name) || DROPPED.contains(name);
    }

    private static String name(String text, int at) {
        int from = text.startsWith("/", at + 1) ? at + 2 : at + 1;
        int to = from;
        while (to < text.length()
                && (Character.isLetterOrDigit(text.charAt(to)) || text.charAt(to) == '-')) {
            to++;
        }
        return text.substring(from, to).toLowerCase(Locale.ROOT);
    }

    private static boolean endsLater(HtmlInline tag) {
        String end = "</" + name(tag.getLiteral(), 0);
        for (Node next = tag.getNext(); next != null; next = next.getNext()) {
            if (next instanceof HtmlInline other
                    && other.getLiteral().toLowerCase(Locale.ROOT).startsWith(end)) {
                return true;
            }
        }
        return false;
    }
}
