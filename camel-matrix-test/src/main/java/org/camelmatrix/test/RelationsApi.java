// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Section "Relationships API": the events that relate to one. */
final class RelationsApi {
    private static final int DEFAULT_LIMIT = 5;
    private static final int DEEPEST = 3;

    private final Rooms rooms;
    private final Stream stream;
    private final EventJson events;

    RelationsApi(Rooms rooms, Stream stream, EventJson events) {
        this.rooms = rooms;
        this.stream = stream;
        this.events = events;
    }

    ObjectNode relations(Call call) {
        Room room = rooms.of(call.path("roomId"), call.user());
        RoomEvent target =
                room.visibleEvent(call.path("eventId"), call.user())
                        .orElseThrow(() -> MatrixError.unknown(404, "Unknown parent event."));
        boolean recurses = call.query("recurse").filter("true"::equals).isPresent();
        List<RoomEvent> found = new ArrayList<>();
        collect(room, target, call, recurses ? DEEPEST : 1, found);
        boolean forwards = call.query("dir").filter("f"::equals).isPresent();
        found.sort((a, b) -> Integer.compare(place(room, a), place(room, b)));
        if (!forwards) {
            Collections.reverse(found);
        }
        ObjectNode page = page(call, room, found, forwards);
        if (recurses) {
            page.put("recursion_depth", DEEPEST);
        }
        return page;
    }

    private static void collect(
            Room room, RoomEvent target, Call call, int depth, List<RoomEvent> found) {
        for (RoomEvent event : room.relations().to(target.eventId())) {
            Relations.Relation relation = Relations.Relation.of(event.content()).orElseThrow();
            boolean ofType = isWanted(call, "relType", relation.type());
            boolean ofEventType = isWanted(call, "eventType", event.type());
            if (ofType && ofEventType && place(room, event) < room.visibleTo(call.user())) {
                found.add(event);
            }
            if (depth > 1) {
                collect(room, event, call, depth - 1, found);
            }
        }
    }

    private static boolean isWanted(Call call, String parameter, String value) {
        return Optional.ofNullable(call.path(parameter)).filter(w -> !w.equals(value)).isEmpty();
    }

    private ObjectNode page(Call call, Room room, List<RoomEvent> found, boolean forwards) {
        int limit = MessagesPage.limit(call, DEFAULT_LIMIT);
        int from = bound(call, room, "from", forwards ? 0 : room.log().size());
        int to = bound(call, room, "to", forwards ? room.log().size() : 0);
        List<RoomEvent> wanted =
                found.stream()
                        .filter(
                                e ->
                                        isBetween(
                                                place(room, e),
                                                forwards ? from : to,
                                                forwards ? to : from))
                        .toList();
        ObjectNode answer = Json.object();
        ArrayNode chunk = answer.putArray("chunk");
        wanted.stream()
                .limit(limit)
                .forEach(event -> chunk.add(events.of(room, event, call.requester())));
        call.query("from").ifPresent(token -> answer.put("prev_batch", token));
        if (wanted.size() > limit && limit > 0) {
            int last = place(room, wanted.get(limit - 1));
            answer.put("next_batch", token(room, forwards ? last + 1 : last));
        }
        return answer;
    }

    private static boolean isBetween(int place, int from, int to) {
        return place >= from && place < to;
    }

    private int bound(Call call, Room room, String parameter, int byDefault) {
        return call.query(parameter)
                .map(token -> room.log().placeAt(stream.positionOf(token)))
                .orElse(byDefault);
    }

    private static String token(Room room, int place) {
        return Stream.token(room.log().position(place));
    }

    private static int place(Room room, RoomEvent event) {
        return room.log().placeOf(event.eventId()).orElseThrow();
    }
}
