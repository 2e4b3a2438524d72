// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.Map;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Writes tables without space between their cells, as {@link HtmlAllowList} leaves them: it says
 * nothing, and Hydrogen shows no table that has some in it.
 *
 * <p>One thread, for one document.
 */
final class ClosedUpTables implements NodeRenderer {

    private static final Map<Class<? extends Node>, String> TAGS =
            Map.of(
                    TableBlock.class, "table",
                    TableHead.class, "thead",
                    TableBody.class, "tbody",
                    TableRow.class, "tr");

    private final HtmlNodeRendererContext context;
    private final HtmlWriter html;

    ClosedUpTables(HtmlNodeRendererContext context) {
        this.context = context;
        this.html = context.getWriter();
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(
                TableBlock.class,
                TableHead.class,
                TableBody.class,
                TableRow.class,
                TableCell.class);
    }

    @Override
    public void render(Node node) {
        if (node instanceof TableBlock) {
            html.line();
        }
        String tag =
                node instanceof TableCell cell
                        ? cell.isHeader() ? "th" : "td"
                        : TAGS.get(node.getClass());
        html.tag(tag);
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            context.render(child);
        }
        html.tag('/' + tag);
        if (node instanceof TableBlock) {
            html.line();
        }
    }
}
