// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.List;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.RoomId;

/**
 * A message that the homeserver has accepted.
 *
 * @param room its room
 * @param events its events in order, at least one; for an edit the message that is edited
 * @param edit the edit's own event, or null if the message is no edit
 */
public record SentMessage(RoomId room, List<EventId> events, EventId edit) {

    /** A message that is no edit. */
    public SentMessage(RoomId room, List<EventId> events) {
        this(room, events, null);
    }

    /**
     * An event, which may be an edit.
     *
     * @param edits the message that it edits, or null
     */
    static SentMessage of(RoomId room, EventId event, EventId edits) {
        return edits == null
                ? new SentMessage(room, List.of(event))
                : new SentMessage(room, List.of(edits), event);
    }
}
