// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * What a client wants of {@code /sync}: section "Filtering", without {@code event_fields} and
 * {@code event_format}.
 *
 * @param rooms empty for all
 * @param includeLeave whether a first sync tells of rooms that the user has left
 */
record SyncFilter(
        Optional<Set<String>> rooms,
        Set<String> notRooms,
        boolean includeLeave,
        EventFilter timeline,
        EventFilter state,
        EventFilter ephemeral,
        EventFilter roomAccountData,
        EventFilter accountData) {

    private static final int DEFAULT_LIMIT = 10;
    private static final int LARGEST_LIMIT = 100;

    static final SyncFilter ANY = of(Json.object());

    /**
     * @throws MatrixError {@code M_UNKNOWN}
     */
    static SyncFilter of(ObjectNode json) {
        JsonNode room = json.path("room");
        EventFilter.requireObject(room);
        EventFilter.of(json.path("presence"));
        return new SyncFilter(
                EventFilter.texts(room, "rooms"),
                EventFilter.texts(room, "not_rooms").orElse(Set.of()),
                room.path("include_leave").asBoolean(),
                EventFilter.of(room.path("timeline")),
                EventFilter.of(room.path("state")),
                EventFilter.of(room.path("ephemeral")),
                EventFilter.of(room.path("account_data")),
                EventFilter.of(json.path("account_data")));
    }

    /** A filter in a query string. */
    static ObjectNode parse(String text) {
        try {
            return Json.parseObject(text.getBytes(StandardCharsets.UTF_8));
        } catch (MatrixError e) {
            throw MatrixError.of(400, "M_NOT_JSON", "Invalid filter JSON");
        }
    }

    boolean takesRoom(String roomId) {
        return rooms.filter(wanted -> !wanted.contains(roomId)).isEmpty()
                && !notRooms.contains(roomId);
    }

    /** One event at least, as at Synapse. */
    int timelineLimit() {
        int wanted = timeline.limit().orElse(DEFAULT_LIMIT);
        return Math.max(1, Math.min(LARGEST_LIMIT, wanted));
    }
}
