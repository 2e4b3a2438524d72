// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.time.Instant;
import org.camelmatrix.event.RoomId;

/**
 * A part of a room's history that has to be fetched.
 *
 * @param room the room
 * @param from its end
 * @param to its beginning, or null for the room's
 * @param after before when events are not wanted, or null
 */
record HistoryRange(RoomId room, String from, String to, Instant after) {}
