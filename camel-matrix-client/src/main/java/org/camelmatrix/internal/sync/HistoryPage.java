// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.util.List;
import org.camelmatrix.event.MatrixEvent;

/**
 * Events of a room up to a token.
 *
 * @param events the oldest first
 * @param end the token
 */
record HistoryPage(List<MatrixEvent> events, String end) {

    /** Bytes of text. */
    long size() {
        return events.stream().mapToLong(event -> event.json().size()).sum();
    }
}
