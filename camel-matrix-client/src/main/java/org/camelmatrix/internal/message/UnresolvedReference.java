// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.Set;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/** A reference to a definition that is none, such as {@code [ERROR]}: its words in brackets. */
final class UnresolvedReference extends CustomNode {

    private final String label;

    /**
     * @param label the label behind the words; null if there is none
     */
    UnresolvedReference(String label) {
        this.label = label;
    }

    /** Writes such references as they are written. */
    static final class Renderer implements NodeRenderer {

        private final HtmlNodeRendererContext context;
        private final HtmlWriter html;

        Renderer(HtmlNodeRendererContext context) {
            this.context = context;
            this.html = context.getWriter();
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(UnresolvedReference.class);
        }

        @Override
        public void render(Node node) {
            html.text("[");
            for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
                context.render(child);
            }
            String label = ((UnresolvedReference) node).label;
            html.text(label == null ? "]" : "][" + label + ']');
        }
    }
}
