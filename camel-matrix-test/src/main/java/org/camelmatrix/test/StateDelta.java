// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The state that one {@code /sync} tells beside a timeline: section "Syncing". Before the timeline,
 * what the client cannot know and does not see in it; or behind the timeline, with {@code
 * use_state_after}.
 */
final class StateDelta {
    private static final String MEMBER = "m.room.member";

    private final Room room;
    private final SyncRequest request;
    private final TimelineSlice timeline;
    private final boolean whole;

    /**
     * @param whole whether the client knows nothing of the room's state
     */
    StateDelta(Room room, SyncRequest request, TimelineSlice timeline, boolean whole) {
        this.room = room;
        this.request = request;
        this.timeline = timeline;
        this.whole = whole;
    }

    List<RoomEvent> events() {
        RoomState history = room.history();
        Set<String> seen = timeline.ids();
        Map<RoomState.Key, RoomEvent> told = new LinkedHashMap<>();
        for (RoomState.Key key :
                whole ? history.keys() : history.changedBetween(timeline.from(), timeline.to())) {
            Optional<RoomEvent> known = whole ? Optional.empty() : history.at(timeline.from(), key);
            Optional<RoomEvent> now = history.at(timeline.to(), key);
            boolean nowIsSeen = now.filter(e -> seen.contains(e.eventId())).isPresent();
            Optional<RoomEvent> event =
                    nowIsSeen && !request.stateAfter() ? history.at(timeline.start(), key) : now;
            event.filter(e -> !isSame(e, known)).ifPresent(e -> told.put(key, e));
        }
        if (request.filter().state().lazyLoadsMembers()) {
            loadMembersOfTheTimeline(told, seen);
        }
        List<RoomEvent> events = new ArrayList<>(told.values());
        events.removeIf(event -> !request.filter().state().takes(event));
        return events;
    }

    private static boolean isSame(RoomEvent event, Optional<RoomEvent> known) {
        return known.filter(k -> k.eventId().equals(event.eventId())).isPresent();
    }

    /** Members are told who sent something, the reader themself, and nobody else. */
    private void loadMembersOfTheTimeline(
            Map<RoomState.Key, RoomEvent> told, Set<String> seenInTimeline) {
        Set<String> senders = timeline.senders();
        told.keySet()
                .removeIf(
                        key ->
                                key.type().equals(MEMBER)
                                        && !senders.contains(key.stateKey())
                                        && !key.stateKey().equals(request.user()));
        int place = request.stateAfter() ? timeline.to() : timeline.start();
        for (String sender : senders) {
            RoomState.Key key = new RoomState.Key(MEMBER, sender);
            room.history()
                    .at(place, key)
                    .filter(e -> request.stateAfter() || !seenInTimeline.contains(e.eventId()))
                    .ifPresent(event -> told.putIfAbsent(key, event));
        }
    }
}
