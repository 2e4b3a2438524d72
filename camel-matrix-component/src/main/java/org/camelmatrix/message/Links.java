package org.camelmatrix.message;

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
        String url = target.url();
        if (url != null) {
            html.tag("a", Map.of("href", url));
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            context.render(child);
        }
        if (url != null) {
            html.tag("/a");
        } else {
            boolean onlyText = node.getFirstChild() instanceof Text text && text.getNext() == null;
            html.text(target.behind(onlyText ? ((Text) node.getFirstChild()).getLiteral() : ""));
        }
    }
}
