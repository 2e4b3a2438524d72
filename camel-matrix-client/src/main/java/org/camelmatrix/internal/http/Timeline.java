// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.util.List;
import org.camelmatrix.event.MatrixEvent;

/**
 * What happened in a room since the last answer ("Syncing").
 *
 * @param events events in order; what was none, or was too large, is left out
 * @param limited whether there are more events before these
 * @param unreadable how many entries were no events
 */
public record Timeline(List<MatrixEvent> events, boolean limited, int unreadable) {

    public Timeline {
        events = List.copyOf(events);
    }
}
