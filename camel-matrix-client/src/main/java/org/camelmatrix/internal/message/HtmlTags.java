// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.Block;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;

/**
 * Which of the things in a Markdown document that have the form of a tag are tags: a start tag with
 * an end tag, of an element that the allow-list knows, with attributes of HTML. An element among
 * the words of a paragraph ends in it. One that begins a block may end in a later one, as Markdown
 * stands between {@code <details>} and {@code </details>}.
 */
final class HtmlTags {

    private static final Set<String> VOID = Set.of("br", "hr", "img", "wbr", "col");

    /** Elements that HTML lets end without an end tag, where the element around them ends. */
    private static final Set<String> ENDED_BY_PARENT =
            Set.of("p", "li", "td", "th", "tr", "thead", "tbody", "tfoot", "dt", "dd", "option");

    /** Elements whose words stay, or which have none. */
    private static final Set<String> INLINE =
            Set.of(
                    "abbr",
                    "big",
                    "cite",
                    "col",
                    "colgroup",
                    "font",
                    "mark",
                    "mx-reply",
                    "q",
                    "script",
                    "small",
                    "style",
                    "var",
                    "wbr");

    /** Elements in which a browser reads no tags. A log means none of them. */
    private static final Set<String> RAW = Set.of("listing", "noframes", "plaintext", "xmp");

    /** Where the tags of each node are. */
    private final Map<Node, BitSet> tags = new IdentityHashMap<>();

    private final Map<String, Deque<Found>> openBlocks = new HashMap<>();
    private final List<Found> inBlocks = new ArrayList<>();

    /** Something that may be a tag. */
    private static final class Found {

        private final Node node;
        private final Tag tag;
        private boolean isTag;

        Found(Node node, Tag tag) {
            this.node = node;
            this.tag = tag;
            this.isTag = VOID.contains(tag.name()) && !tag.isEnd();
        }
    }

    HtmlTags(Node document) {
        readBlocks(document);
        keep(inBlocks);
    }

    /** Whether a tag begins at a place of a node's text. */
    boolean isTag(Node node, int start) {
        BitSet starts = tags.get(node);
        return starts != null && starts.get(start);
    }

    private void readBlocks(Node parent) {
        List<Found> words = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            if (child instanceof HtmlBlock block) {
                readBlock(block);
            } else if (child instanceof Block) {
                readBlocks(child);
            } else {
                readWords(child, words);
            }
        }
        if (!words.isEmpty()) {
            matchWords(words);
        }
    }

    private void readBlock(HtmlBlock block) {
        String text = block.getLiteral();
        for (int i = text.indexOf('<'); i >= 0; i = text.indexOf('<', i)) {
            Tag tag = Tag.at(text, i);
            if (tag != null && isCandidate(tag)) {
                Found found = new Found(block, tag);
                inBlocks.add(found);
                match(found, openBlocks);
            }
            i = tag == null ? i + 1 : tag.end();
        }
    }

    private static void readWords(Node node, List<Found> words) {
        if (node instanceof HtmlInline inline) {
            Tag tag = Tag.at(inline.getLiteral(), 0);
            if (tag != null && isCandidate(tag)) {
                words.add(new Found(node, tag));
            }
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            readWords(child, words);
        }
    }

    private void matchWords(List<Found> words) {
        Map<String, Deque<Found>> open = new HashMap<>();
        for (Found each : words) {
            match(each, open);
            if (each.tag.isEnd() && !each.isTag) {
                match(each, openBlocks);
            }
        }
        keep(words);
    }

    private static void match(Found found, Map<String, Deque<Found>> open) {
        String name = found.tag.name();
        if (found.isTag) {
            return;
        }
        Deque<Found> same = open.computeIfAbsent(name, each -> new ArrayDeque<>());
        if (!found.tag.isEnd()) {
            same.push(found);
        } else if (!same.isEmpty()) {
            same.pop().isTag = true;
            found.isTag = true;
        }
    }

    private void keep(List<Found> all) {
        int depth = 0;
        for (Found each : all) {
            boolean around = depth > 0 && ENDED_BY_PARENT.contains(each.tag.name());
            if (each.isTag && !VOID.contains(each.tag.name())) {
                depth += each.tag.isEnd() ? -1 : 1;
            }
            if (each.isTag || around && !each.tag.isEnd()) {
                tags.computeIfAbsent(each.node, node -> new BitSet()).set(each.tag.start());
            }
        }
    }

    private static boolean isCandidate(Tag tag) {
        String name = tag.name();
        return tag.isKnown()
                && !RAW.contains(name)
                && (HtmlAllowList.isAllowed(name)
                        || HtmlReplacement.isReplaced(name)
                        || INLINE.contains(name));
    }
}
