// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.Map;
import java.util.Set;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Writes links whose {@link LinkTarget} may stay, and of others their words and their target.
 *
 * <p>One thread, for one document.
 */
final class Links implements NodeRenderer {

    private final HtmlNodeRendererContext context;
    private final HtmlWriter html;

    Links(HtmlNodeRendererContext context) {
        this.context = context;
        this.html = context.getWriter();
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(Link.class);
    }

    @Override
    public void render(Node node) {
        LinkTarget target = new LinkTarget(((Link) node).getDestination());
        if (onlyText(node).equals(target.toString()) && !target.isAddress()) {
            html.text('<' + onlyText(node) + '>');
            return;
        }
        String url = target.url();
        if (url != null) {
            html.tag("a", Map.of("href", url));
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            context.render(child);
        }
        if (url != null && node.getFirstChild() == null) {
            html.text(url);
        }
        if (url != null) {
            html.tag("/a");
        } else {
            html.text(target.behind(onlyText(node)));
        }
    }

    /** The words of a link that are no more than a text, or "". */
    private static String onlyText(Node link) {
        return link.getFirstChild() instanceof Text text && text.getNext() == null
                ? text.getLiteral()
                : "";
    }
}
