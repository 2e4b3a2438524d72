// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The part of a room's events that one {@code /sync} tells.
 *
 * @param from the place that the client knows
 * @param start the place of the first event that is told; {@code to} when there is none
 * @param to the place behind what happened
 * @param events what is told, oldest first
 * @param limited whether something before them is left out
 */
record TimelineSlice(int from, int start, int to, List<RoomEvent> events, boolean limited) {
    /** The latest events that the filter takes. */
    static TimelineSlice latest(EventLog log, int from, int to, SyncFilter filter) {
        Deque<RoomEvent> latest = new ArrayDeque<>();
        int limit = filter.timelineLimit();
        int start = to;
        for (int place = to - 1; place >= from; place--) {
            RoomEvent event = log.get(place);
            if (filter.timeline().takes(event)) {
                if (latest.size() == limit) {
                    return new TimelineSlice(from, start, to, List.copyOf(latest), true);
                }
                latest.addFirst(event);
                start = place;
            }
        }
        return new TimelineSlice(
                from, latest.isEmpty() ? to : start, to, List.copyOf(latest), false);
    }

    /** The same with the mark that there is more before, as a room that was just joined has. */
    TimelineSlice asLimited() {
        return new TimelineSlice(from, start, to, events, true);
    }

    /** The place to read backwards from. */
    int before() {
        return limited ? start : from;
    }

    Set<String> senders() {
        return events.stream().map(RoomEvent::sender).collect(Collectors.toSet());
    }

    Set<String> ids() {
        return events.stream()
                .map(RoomEvent::eventId)
                .collect(Collectors.toCollection(HashSet::new));
    }
}
