package org.camelmatrix.message;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Markdown as people write it in rooms: CommonMark with tables and strikethrough, where a line
 * break in the text is a line break in the message.
 *
 * <p>Immutable; any thread may call it. Its HTML is not safe yet: {@link HtmlAllowList} comes next.
 */
final class Markdown {

    private final Parser parser;
    private final HtmlRenderer renderer;

    Markdown() {
        List<Extension> extensions =
                List.of(TablesExtension.create(), StrikethroughExtension.create());
        parser = Parser.builder().extensions(extensions).build();
        renderer =
                HtmlRenderer.builder()
                        .extensions(extensions)
                        .softbreak("<br>\n")
                        .omitSingleParagraphP(true)
                        .build();
    }

    /** The HTML of a text, or null where it is nested too deeply for any reader. */
    String toHtml(String text) {
        Node document = parser.parse(text);
        return isTooDeep(document) ? null : renderer.render(document).strip();
    }

    /** Walks without recursion: what it guards against is a stack that overflows. */
    private static boolean isTooDeep(Node document) {
        int depth = 0;
        Node node = document;
        while (true) {
            if (node.getFirstChild() != null) {
                node = node.getFirstChild();
                if (++depth > HtmlAllowList.MAXIMUM_DEPTH) {
                    return true;
                }
            } else {
                while (node != document && node.getNext() == null) {
                    node = node.getParent();
                    depth--;
                }
                if (node == document) {
                    return false;
                }
                node = node.getNext();
            }
        }
    }
}
