// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.client;

import java.util.List;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.RoomId;

/**
 * Where a message is now.
 *
 * @param room its room
 * @param events its events in order, at least one; several where it was too large for one event
 */
public record Sent(RoomId room, List<EventId> events) {

    public Sent {
        events = List.copyOf(events);
    }
}
