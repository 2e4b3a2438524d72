// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A room's events, oldest first, each with its position in the homeserver's stream. A place is a
 * number of events: place 3 lies behind the first three, and before the event at 3.
 */
final class EventLog {
    private final List<RoomEvent> events = new ArrayList<>();
    private final List<Long> positions = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();

    void add(RoomEvent event, long position) {
        places.put(event.eventId(), events.size());
        events.add(event);
        positions.add(position);
    }

    List<RoomEvent> all() {
        return events;
    }

    int size() {
        return events.size();
    }

    RoomEvent get(int place) {
        return events.get(place);
    }

    /** The place of the event itself. */
    Optional<Integer> placeOf(String eventId) {
        return Optional.ofNullable(places.get(eventId));
    }

    /** The place behind everything that happened up to a position of the stream. */
    int placeAt(long position) {
        int found = Collections.binarySearch(positions, position);
        return found < 0 ? -found - 1 : found + 1;
    }

    /** The position of the stream at which a place lies. */
    long position(int place) {
        return place == 0 ? 0 : positions.get(place - 1);
    }

    long lastPosition() {
        return position(size());
    }

    /** Puts an event into another one's place, which has the same id. */
    void replace(RoomEvent event) {
        events.set(places.get(event.eventId()), event);
    }
}
