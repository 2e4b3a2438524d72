// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.store.StateStoreException;

/**
 * How far a listener has come: the token where it goes on, events after it that are done already,
 * and the rooms that are further behind.
 *
 * @param since the token of {@code /sync} up to which all is done; null where nothing is
 * @param completed ids of events beyond it that are done, by room
 * @param rooms rooms with a position of their own
 */
record Position(String since, Map<RoomId, Set<String>> completed, Map<RoomId, RoomPosition> rooms) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * How far a listener has come in one room.
     *
     * @param since the token up to which all is done; null for the room's beginning
     * @param after before when events are not wanted, or null
     * @param completed ids of events beyond it that are done
     */
    record RoomPosition(String since, Instant after, Set<String> completed) {}

    static Position at(String since) {
        return new Position(since, Map.of(), Map.of());
    }

    /**
     * As a text.
     *
     * @param writer the id of the writer
     * @param landmarks the latest events before it
     */
    String toText(String writer, Landmarks landmarks) {
        ObjectNode json = toJson(writer);
        landmarks.putInto(json);
        return json.toString();
    }

    private ObjectNode toJson(String writer) {
        ObjectNode json = JSON.createObjectNode();
        json.put("writer", writer);
        json.put("since", since);
        ObjectNode done = json.putObject("completed");
        completed.forEach((room, ids) -> put(done.putArray(room.value()), ids));
        ObjectNode places = json.putObject("rooms");
        rooms.forEach(
                (room, place) -> {
                    ObjectNode entry = places.putObject(room.value());
                    entry.put("since", place.since());
                    if (place.after() != null) {
                        entry.put("after", place.after().toString());
                    }
                    put(entry.putArray("completed"), place.completed());
                });
        return json;
    }

    private static void put(ArrayNode array, Set<String> ids) {
        ids.forEach(array::add);
    }

    /** The id of the writer of a position; null if the text does not tell. */
    static String writer(String text) {
        return parse(text).path("writer").asText(null);
    }

    /**
     * Reads a text.
     *
     * @throws StateStoreException if it is no position
     */
    static Position of(String text) {
        JsonNode json = parse(text);
        if (!json.path("since").isTextual()) {
            throw new StateStoreException("what is kept there is no position", null);
        }
        try {
            Map<RoomId, Set<String>> completed = new HashMap<>();
            json.path("completed")
                    .properties()
                    .forEach(e -> completed.put(new RoomId(e.getKey()), ids(e.getValue())));
            Map<RoomId, RoomPosition> rooms = new HashMap<>();
            json.path("rooms")
                    .properties()
                    .forEach(e -> rooms.put(new RoomId(e.getKey()), place(e.getValue())));
            return new Position(json.get("since").asText(), completed, rooms);
        } catch (RuntimeException e) {
            throw new StateStoreException("what is kept there is no position", e);
        }
    }

    /** The landmarks in the text of a position. */
    static Landmarks landmarks(String text) {
        try {
            return Landmarks.of(parse(text));
        } catch (IllegalArgumentException e) {
            throw new StateStoreException("what is kept there is no position", e);
        }
    }

    private static RoomPosition place(JsonNode json) {
        String after = json.path("after").asText(null);
        return new RoomPosition(
                json.path("since").asText(null),
                after == null ? null : Instant.parse(after),
                ids(json.path("completed")));
    }

    private static Set<String> ids(JsonNode array) {
        Set<String> ids = new HashSet<>();
        array.forEach(id -> ids.add(id.asText()));
        return ids;
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new StateStoreException("what is kept there is no position", null);
        }
    }
}
