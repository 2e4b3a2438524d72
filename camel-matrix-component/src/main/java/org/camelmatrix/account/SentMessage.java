package org.camelmatrix.account;

import java.util.List;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.RoomId;

/**
 * Where a message is.
 *
 * @param room its room
 * @param events its events in order, at least one
 */
public record SentMessage(RoomId room, List<EventId> events) {}
