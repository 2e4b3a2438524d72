// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camelmatrix.event.RoomId;

/**
 * The ids of the latest events of each room that are done, and the time up to which everything is
 * done. They show where a homeserver gives events from before the position, and where to go on if
 * it no longer takes its tokens.
 *
 * <p>Guarded by the lock of its flow. Bounded: it keeps the rooms in which something happened last.
 */
final class Landmarks {

    private static final int MOST_ROOMS = 200;
    private static final int MOST_EVENTS = 3;

    private final Map<RoomId, Deque<String>> latest = new LinkedHashMap<>();
    private Instant time;

    /** Those of a position that begins now. */
    static Landmarks from(Instant now) {
        Landmarks landmarks = new Landmarks();
        landmarks.time = now;
        return landmarks;
    }

    /** Notes that a position has moved over a batch. */
    void passed(Batch batch) {
        time = batch.time();
    }

    /** Notes events of a room that are done, the oldest first. */
    void note(RoomId room, List<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        Deque<String> known = latest.remove(room);
        Deque<String> events = known == null ? new ArrayDeque<>(MOST_EVENTS) : known;
        for (String id : ids.subList(Math.max(0, ids.size() - MOST_EVENTS), ids.size())) {
            if (events.size() == MOST_EVENTS) {
                events.removeFirst();
            }
            events.addLast(id);
        }
        latest.put(room, events);
        if (latest.size() > MOST_ROOMS) {
            Iterator<RoomId> oldest = latest.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** The latest events of a room that are done; empty where they are not known. */
    Set<String> of(RoomId room) {
        Deque<String> events = latest.get(room);
        return events == null ? Set.of() : Set.copyOf(events);
    }

    /** When the position was the homeserver's newest, by the clock here; null if not known. */
    Instant time() {
        return time;
    }

    Landmarks copy() {
        Landmarks copy = new Landmarks();
        copy.time = time;
        latest.forEach((room, ids) -> copy.latest.put(room, new ArrayDeque<>(ids)));
        return copy;
    }

    /** Adds them to the JSON of a position. */
    void putInto(ObjectNode json) {
        if (time != null) {
            json.put("time", time.toString());
        }
        ObjectNode rooms = json.putObject("latest");
        latest.forEach(
                (room, ids) -> {
                    ArrayNode array = rooms.putArray(room.value());
                    ids.forEach(array::add);
                });
    }

    /** Reads them from the JSON of a position, which may have none. */
    static Landmarks of(JsonNode json) {
        Landmarks landmarks = new Landmarks();
        json.path("latest")
                .properties()
                .forEach(
                        entry -> {
                            List<String> ids = new ArrayList<>();
                            entry.getValue().forEach(id -> ids.add(id.asText()));
                            landmarks.note(new RoomId(entry.getKey()), ids);
                        });
        landmarks.time = time(json.path("time").asText(""));
        return landmarks;
    }

    private static Instant time(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
