// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a room's state is, and what it was at each place of its events. */
final class RoomState {
    record Key(String type, String stateKey) {
        static Key of(RoomEvent event) {
            return new Key(event.type(), event.stateKey());
        }
    }

    private final EventLog log;
    private final Map<Key, List<Integer>> places = new LinkedHashMap<>();
    private final List<Integer> changes = new ArrayList<>();

    RoomState(EventLog log) {
        this.log = log;
    }

    /** Takes note of the event at that place, which sets state. */
    void add(int place) {
        places.computeIfAbsent(Key.of(log.get(place)), unused -> new ArrayList<>()).add(place);
        changes.add(place);
    }

    Optional<RoomEvent> get(String type, String stateKey) {
        return at(log.size(), new Key(type, stateKey));
    }

    Optional<RoomEvent> at(int place, Key key) {
        List<Integer> all = places.getOrDefault(key, List.of());
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i) < place) {
                return Optional.of(log.get(all.get(i)));
            }
        }
        return Optional.empty();
    }

    Collection<RoomEvent> at(int place) {
        List<RoomEvent> events = new ArrayList<>();
        places.keySet().forEach(key -> at(place, key).ifPresent(events::add));
        return events;
    }

    Set<Key> keys() {
        return places.keySet();
    }

    /** What was set from one place on, up to another. */
    Set<Key> changedBetween(int from, int to) {
        int found = Collections.binarySearch(changes, from);
        Set<Key> keys = new LinkedHashSet<>();
        for (int i = found < 0 ? -found - 1 : found; i < changes.size(); i++) {
            if (changes.get(i) >= to) {
                break;
            }
            keys.add(Key.of(log.get(changes.get(i))));
        }
        return keys;
    }

    /** The places of the events that set this key, oldest first. */
    List<Integer> placesOf(Key key) {
        return places.getOrDefault(key, List.of());
    }
}
