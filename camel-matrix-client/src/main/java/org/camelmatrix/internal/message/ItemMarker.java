// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import org.jsoup.nodes.Element;

/** What stands before the items of a list in plain text: their numbers, or bullets. */
final class ItemMarker {

    static final String BULLET = "• ";

    private final boolean numbered;
    private long number;

    ItemMarker(Element list) {
        this.numbered = list.nameIs("ol");
        this.number = first(list);
    }

    /** The marker of the next item. */
    String next() {
        return numbered ? number++ + ". " : BULLET;
    }

    /** The number of the first item of an ordered list. */
    static int first(Element list) {
        try {
            return Integer.parseInt(list.attr("start").strip());
        } catch (NumberFormatException e) {
            return 1;
        }
    }
}
