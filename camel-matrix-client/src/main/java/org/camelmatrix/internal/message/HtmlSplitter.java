// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * Cuts HTML, as far as it is allowed, between elements. One that no event holds is cut between its
 * children, and each piece has its tag; words are cut as {@link TextCut} does.
 */
final class HtmlSplitter implements Splitter {

    private static final int MAXIMUM_SOURCE = 1024 * 1024;

    /** Each tag may stand for a dozen elements in the tree: b, i and so on are opened again. */
    private static final int MAXIMUM_TAGS = 50_000;

    private static final int FRAME = 200;

    private final HtmlAllowList allowList;

    HtmlSplitter(HtmlAllowList allowList) {
        this.allowList = allowList;
    }

    @Override
    public void split(String html, Parts parts) {
        if (!isReadable(html)) {
            throw Parts.tooMany();
        }
        split(html, MessageComposer.MAXIMUM_CONTENT - FRAME, parts);
    }

    /** Whether HTML may be read as a whole, by what it costs at most. */
    static boolean isReadable(String html) {
        return html.length() <= MessageComposer.MAXIMUM_CONTENT
                || html.length() <= MAXIMUM_SOURCE
                        && html.chars().filter(c -> c == '<').count() <= MAXIMUM_TAGS;
    }

    private void split(String html, int budget, Parts parts) {
        for (String piece : pieces(html, budget)) {
            if (parts.offer(piece) > MessageComposer.MAXIMUM_CONTENT) {
                split(piece, budget / 2, parts);
            }
        }
    }

    /** The HTML in pieces that show something, each of about so many bytes of content. */
    List<String> pieces(String html, int budget) {
        return new Run(budget).of(allowList.clean(html));
    }

    /** One way through a tree. */
    private static final class Run {

        private static final OutputSettings AS_IT_IS = new OutputSettings().prettyPrint(false);

        private final int budget;
        private final List<String> pieces = new ArrayList<>();
        private final Deque<OpenElement> open = new ArrayDeque<>();
        private final StringBuilder piece = new StringBuilder();
        private int used;
        private boolean visible;

        Run(int budget) {
            this.budget = budget;
        }

        List<String> of(Element body) {
            body.childNodes().forEach(this::add);
            end();
            return pieces;
        }

        private void add(Node node) {
            int size = HtmlSize.of(node);
            if (used + size > budget && visible && size <= budget - tags()) {
                next();
            }
            if (used + size <= budget) {
                append(node.outerHtml(), size, HtmlSize.isVisible(node));
            } else if (node instanceof TextNode words) {
                addWords(words.getWholeText());
            } else if (node instanceof Element element) {
                addChildren(element);
            }
        }

        private void addChildren(Element element) {
            OpenElement opened = new OpenElement(element);
            boolean repeated = opened.size() <= (budget - tags()) / 4;
            if (repeated) {
                open.push(opened);
                append(opened.tag(), opened.size(), false);
            }
            for (Node child : element.childNodes()) {
                opened.count(child);
                add(child);
            }
            if (repeated) {
                open.pop();
                piece.append(opened.endTag());
            }
        }

        private void addWords(String text) {
            int from = 0;
            while (from < text.length()) {
                int limit = HtmlSize.reach(text, from, budget - used);
                if (limit < text.length()) {
                    int room = HtmlSize.reach(text, from, budget - tags());
                    boolean tight = limit - from < (room - from) / 4;
                    if (tight && visible) {
                        next();
                        continue;
                    }
                    limit =
                            TextCut.before(
                                    text, from, Math.max(limit, text.offsetByCodePoints(from, 1)));
                }
                String words = text.substring(from, limit);
                append(
                        Entities.escape(words, AS_IT_IS),
                        HtmlSize.of(words, 0, words.length()),
                        !words.isBlank());
                from = limit;
                if (from < text.length()) {
                    next();
                }
            }
        }

        private void append(String html, int size, boolean shows) {
            piece.append(html);
            used += size;
            visible |= shows;
        }

        private int tags() {
            return open.stream().mapToInt(OpenElement::size).sum();
        }

        private void next() {
            for (OpenElement element : open) {
                piece.append(element.endTag());
            }
            end();
            for (Iterator<OpenElement> outer = open.descendingIterator(); outer.hasNext(); ) {
                OpenElement element = outer.next();
                append(element.tagAgain(), element.size(), false);
            }
        }

        private void end() {
            if (visible) {
                pieces.add(piece.toString());
            }
            piece.setLength(0);
            used = 0;
            visible = false;
        }
    }
}
