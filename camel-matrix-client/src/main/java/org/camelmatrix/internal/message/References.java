// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.commonmark.node.Block;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.Parser;
import org.commonmark.parser.beta.LinkInfo;
import org.commonmark.parser.beta.LinkProcessor;
import org.commonmark.parser.beta.LinkResult;
import org.commonmark.parser.beta.Scanner;

/**
 * Which link reference definitions of a document its references use. To CommonMark every line such
 * as {@code [ERROR]: timeout} is a definition and shows nothing. Here a definition is one only if
 * its target may stay and a reference uses it; any other is shown as it is written.
 *
 * <p>One thread, for one document.
 */
final class References implements LinkProcessor {

    private final Set<LinkReferenceDefinition> used =
            Collections.newSetFromMap(new IdentityHashMap<>());

    @Override
    public LinkResult process(LinkInfo link, Scanner scanner, InlineParserContext context) {
        if (link.destination() != null) {
            return LinkResult.none();
        }
        boolean full = link.label() != null && !link.label().isEmpty();
        LinkReferenceDefinition definition =
                context.getDefinition(
                        LinkReferenceDefinition.class, full ? link.label() : link.text());
        if (definition == null) {
            return LinkResult.none();
        }
        LinkTarget target = new LinkTarget(definition.getDestination());
        if (target.url() == null && !(link.marker() != null && target.isMedia())) {
            return LinkResult.wrapTextIn(new UnresolvedReference(link.label()), scanner.position());
        }
        used.add(definition);
        return LinkResult.none();
    }

    /**
     * Puts the definitions that nothing uses into the document as text.
     *
     * @param text what the document was made of, with source spans of its blocks
     * @param parser reads the text of the definitions
     */
    void showUnused(String text, Node document, Parser parser) {
        for (LinkReferenceDefinition first : unused(document, new ArrayList<>())) {
            if (first.getParent() != null) {
                show(first, text, parser);
            }
        }
    }

    private List<LinkReferenceDefinition> unused(Node parent, List<LinkReferenceDefinition> found) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            if (isUnused(child)) {
                found.add((LinkReferenceDefinition) child);
            } else if (child instanceof Block && !(child instanceof Paragraph)) {
                unused(child, found);
            }
        }
        return found;
    }

    private boolean isUnused(Node node) {
        return node instanceof LinkReferenceDefinition definition && !used.contains(definition);
    }

    /** Shows a definition, with those right below it, as lines of one paragraph. */
    private void show(LinkReferenceDefinition first, String text, Parser parser) {
        List<Node> group = new ArrayList<>(List.of(first));
        Node next = first.getNext();
        while (isUnused(next) && isRightBelow(group.get(group.size() - 1), next)) {
            group.add(next);
            next = next.getNext();
        }
        String lines =
                group.stream()
                        .map(each -> source((LinkReferenceDefinition) each, text))
                        .collect(Collectors.joining("\n"));
        // with its first bracket escaped it defines nothing
        Node made = parser.parse('\\' + lines).getFirstChild();
        Paragraph shown = new Paragraph();
        if (made instanceof Paragraph && made.getNext() == null) {
            moveChildren(made, shown);
        } else {
            shown.appendChild(new Text(lines));
        }
        if (next instanceof Paragraph && isRightBelow(group.get(group.size() - 1), next)) {
            shown.appendChild(new SoftLineBreak());
            moveChildren(next, shown);
            next.unlink();
        }
        first.insertBefore(shown);
        group.forEach(Node::unlink);
    }

    private static void moveChildren(Node from, Node to) {
        for (Node child = from.getFirstChild(); child != null; child = from.getFirstChild()) {
            to.appendChild(child);
        }
    }

    /** A paragraph without source spans has those of the definition before it. */
    private static boolean isRightBelow(Node block, Node next) {
        List<SourceSpan> above = block.getSourceSpans();
        List<SourceSpan> below = next.getSourceSpans();
        return below.isEmpty()
                || !above.isEmpty()
                        && above.get(above.size() - 1).getLineIndex() + 1
                                == below.get(0).getLineIndex();
    }

    private static String source(LinkReferenceDefinition definition, String text) {
        if (isBeforeAnUnclosedTitle(definition)) {
            return '[' + definition.getLabel() + "]: " + definition.getDestination();
        }
        return definition.getSourceSpans().stream()
                .map(
                        line ->
                                text.substring(
                                        line.getInputIndex(),
                                        line.getInputIndex() + line.getLength()))
                .map(String::strip)
                .collect(Collectors.joining("\n"));
    }

    /** Then the parser gives the definition the lines of the paragraph, and the title too. */
    private static boolean isBeforeAnUnclosedTitle(LinkReferenceDefinition definition) {
        return definition.getNext() instanceof Paragraph next && next.getSourceSpans().isEmpty();
    }
}
