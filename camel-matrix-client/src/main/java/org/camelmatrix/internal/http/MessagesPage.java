// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.util.List;
import org.camelmatrix.event.MatrixEvent;

/**
 * A part of a room's history.
 *
 * @param events events in the order that was asked for
 * @param received how many entries there were, unreadable ones included
 * @param end where the next part begins, or null if there is none
 */
public record MessagesPage(List<MatrixEvent> events, int received, String end) {

    /** How many entries were no events. */
    public int unreadable() {
        return received - events.size();
    }
}
