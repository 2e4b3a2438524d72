// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Section "Getting events for a room": what it is, and what was said in it. */
final class HistoryApi {
    private static final String MEMBER = "m.room.member";

    private final Rooms rooms;
    private final Stream stream;
    private final EventJson events;
    private final Settings.History settings;

    HistoryApi(Rooms rooms, Stream stream, EventJson events, Settings.History settings) {
        this.rooms = rooms;
        this.stream = stream;
        this.events = events;
        this.settings = settings;
    }

    JsonNode roomState(Call call) {
        Room room = rooms.of(call.path("roomId"), call.user());
        ArrayNode state = Json.array();
        for (RoomEvent event : room.history().at(room.visibleTo(call.user()))) {
            state.add(events.of(room, event, call.requester()));
        }
        return state;
    }

    JsonNode state(Call call) {
        Room room = rooms.of(call.path("roomId"), call.user());
        RoomState.Key key = new RoomState.Key(call.path("eventType"), call.path("stateKey"));
        RoomEvent found =
                room.history()
                        .at(room.visibleTo(call.user()), key)
                        .orElseThrow(() -> MatrixError.notFound("Event not found."));
        return call.query("format").filter("event"::equals).isPresent()
                ? events.of(room, found, call.requester())
                : found.content();
    }

    JsonNode event(Call call) {
        Room room = rooms.find(call.path("roomId")).orElseThrow(HistoryApi::noEvent);
        return room.visibleEvent(call.path("eventId"), call.user())
                .map(event -> events.of(room, event, call.requester()))
                .orElseThrow(HistoryApi::noEvent);
    }

    private static MatrixError noEvent() {
        return MatrixError.notFound("Event not found.");
    }

    JsonNode messages(Call call) {
        Room room = rooms.of(call.path("roomId"), call.user());
        return new MessagesPage(call, room, stream, events, settings).json();
    }

    JsonNode members(Call call) {
        Room room = rooms.of(call.path("roomId"), call.user());
        int visible = room.visibleTo(call.user());
        int place =
                call.query("at")
                        .map(
                                token ->
                                        Math.min(
                                                visible,
                                                room.log().placeAt(stream.positionOf(token))))
                        .orElse(visible);
        Optional<String> wanted = call.query("membership");
        Optional<String> unwanted = call.query("not_membership");
        ObjectNode answer = Json.object();
        ArrayNode chunk = answer.putArray("chunk");
        room.history().at(place).stream()
                .filter(event -> event.type().equals(MEMBER))
                .filter(event -> wanted.filter(w -> !isMembership(event, w)).isEmpty())
                .filter(event -> unwanted.filter(w -> isMembership(event, w)).isEmpty())
                .forEach(event -> chunk.add(events.of(room, event, call.requester())));
        return answer;
    }

    private static boolean isMembership(RoomEvent event, String word) {
        return event.content().path("membership").asText().equals(word);
    }

    JsonNode joinedMembers(Call call) {
        Room room = rooms.joinedBy(call.path("roomId"), call.user());
        ObjectNode answer = Json.object();
        ObjectNode joined = answer.putObject("joined");
        room.state().stream()
                .filter(event -> event.type().equals(MEMBER))
                .filter(event -> Membership.of(event.content()) == Membership.JOIN)
                .forEach(event -> joined.set(event.stateKey(), nameAndPicture(event.content())));
        return answer;
    }

    private static ObjectNode nameAndPicture(JsonNode member) {
        ObjectNode json = Json.object();
        if (member.has("displayname")) {
            json.set("display_name", member.get("displayname"));
        }
        if (member.has("avatar_url")) {
            json.set("avatar_url", member.get("avatar_url"));
        }
        return json;
    }
}
