// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/** An element whose children go to several parts, and how it begins and ends in each. */
final class OpenElement {

    private final Element element;
    private int items;

    OpenElement(Element element) {
        this.element = element;
    }

    int size() {
        return HtmlSize.alone(element);
    }

    /** Notes the next child: items of an ordered list keep their numbers. */
    void count(Node child) {
        if (child.nodeName().equals("li")) {
            items++;
        }
    }

    String tag() {
        return '<' + element.tagName() + element.attributes().html() + '>';
    }

    /** The tag for the parts after the first. */
    String tagAgain() {
        if (!element.nameIs("ol") || items < 2) {
            return tag();
        }
        Element rest = element.shallowClone();
        return rest.attr("start", String.valueOf((long) ItemMarker.first(element) + items - 1))
                .outerHtml()
                .replace("</ol>", "");
    }

    String endTag() {
        return "</" + element.tagName() + '>';
    }
}
