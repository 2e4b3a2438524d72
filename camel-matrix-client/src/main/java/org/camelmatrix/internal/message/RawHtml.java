// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.Set;
import java.util.function.UnaryOperator;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Writes what looks like HTML in Markdown: as it is where it is a tag ({@link HtmlTags}) or a
 * comment, and else as text. A log line with {@code <none>} or {@code List<String>} means no tag,
 * and after a {@code <title>} or a {@code <script>} without an end a browser, and so the
 * allow-list, would read all that follows as something else.
 *
 * <p>One thread, for one document.
 */
final class RawHtml implements NodeRenderer {

    private static final String COMMENT = "<!--";
    private static final String END_OF_COMMENT = "-->";

    private final HtmlWriter html;
    private HtmlTags tags;

    RawHtml(HtmlNodeRendererContext context) {
        this.html = context.getWriter();
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(HtmlInline.class, HtmlBlock.class);
    }

    @Override
    public void render(Node node) {
        if (tags == null) {
            tags = new HtmlTags(document(node));
        }
        if (node instanceof HtmlInline inline) {
            String text = inline.getLiteral();
            if (tags.isTag(node, 0) || endOfComment(text, 0) > 0) {
                html.raw(text);
            } else {
                html.text(text);
            }
        } else if (node instanceof HtmlBlock block) {
            html.line();
            write(block);
            html.line();
        }
    }

    private static Node document(Node node) {
        Node top = node;
        while (top.getParent() != null) {
            top = top.getParent();
        }
        return top;
    }

    private void write(HtmlBlock block) {
        String text = block.getLiteral();
        int first = text.indexOf('<');
        if (tags.isTag(block, first) || endOfComment(text, first) > 0) {
            html.raw(shown(block, words -> words.replace("<", "&lt;")));
        } else {
            html.tag("p");
            html.raw(shown(block, TextContents::escaped).strip().replace("\n", "<br>\n"));
            html.tag("/p");
        }
    }

    private String shown(HtmlBlock block, UnaryOperator<String> words) {
        String text = block.getLiteral();
        StringBuilder shown = new StringBuilder();
        boolean comments = true;
        int written = 0;
        for (int i = text.indexOf('<'); i >= 0; i = text.indexOf('<', Math.max(i + 1, written))) {
            int end = comments ? endOfComment(text, i) : -1;
            // a comment that does not end is looked for once
            comments &= end >= 0 || !text.startsWith(COMMENT, i);
            if (tags.isTag(block, i)) {
                end = Tag.at(text, i).end();
            }
            if (end > 0) {
                shown.append(words.apply(text.substring(written, i))).append(text, i, end);
                written = end;
            }
        }
        return shown.append(words.apply(text.substring(written))).toString();
    }

    /** Where the comment ends that begins at a place; -1 if none does, or it has no end. */
    private static int endOfComment(String text, int start) {
        if (!text.startsWith(COMMENT, start)) {
            return -1;
        }
        int end = text.indexOf(END_OF_COMMENT, start + COMMENT.length());
        return end < 0 ? -1 : end + END_OF_COMMENT.length();
    }
}
