package org.camelmatrix.account;

import org.camelmatrix.event.EventId;
import org.camelmatrix.event.RoomId;

/**
 * An event that the homeserver has.
 *
 * @param room where it is
 * @param event its id
 */
public record SentEvent(RoomId room, EventId event) {}
