// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.Set;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;

/**
 * Tells Markdown whose HTML {@link HtmlAllowList} would leave as it is, so that nobody need ask it:
 * without HTML of its own, pictures, links that are not plainly to the web, and deep nesting. What
 * is not known here is not harmless.
 */
final class HarmlessMarkdown {

    private static final int MAXIMUM_DEPTH = 20;

    private static final Set<Class<? extends Node>> KNOWN =
            Set.of(
                    BlockQuote.class,
                    BulletList.class,
                    Code.class,
                    Document.class,
                    Emphasis.class,
                    FencedCodeBlock.class,
                    HardLineBreak.class,
                    Heading.class,
                    IndentedCodeBlock.class,
                    LinkReferenceDefinition.class,
                    ListItem.class,
                    OrderedList.class,
                    Paragraph.class,
                    SoftLineBreak.class,
                    Strikethrough.class,
                    StrongEmphasis.class,
                    TableBlock.class,
                    TableBody.class,
                    TableCell.class,
                    TableHead.class,
                    TableRow.class,
                    Text.class,
                    ThematicBreak.class,
                    UnresolvedReference.class);

    private HarmlessMarkdown() {}

    static boolean is(Node document) {
        return is(document, 0);
    }

    private static boolean is(Node node, int depth) {
        if (depth > MAXIMUM_DEPTH || !isAlone(node)) {
            return false;
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            if (!is(child, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlone(Node node) {
        return node instanceof Link link
                ? isPlainlyToTheWeb(link.getDestination())
                : KNOWN.contains(node.getClass());
    }

    private static boolean isPlainlyToTheWeb(String destination) {
        return (destination.startsWith("https://") || destination.startsWith("http://"))
                && !destination.contains("/.")
                && destination.chars().allMatch(c -> c > ' ' && c <= '~');
    }
}
