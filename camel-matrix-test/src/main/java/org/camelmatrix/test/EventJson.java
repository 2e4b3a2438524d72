// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Events as clients get them: sections "Room event format" and "Stripped state". */
final class EventJson {
    private static final List<String> TOLD_BEFORE_A_JOIN =
            List.of(
                    "m.room.create",
                    "m.room.join_rules",
                    "m.room.canonical_alias",
                    "m.room.avatar",
                    "m.room.encryption",
                    "m.room.name",
                    "m.room.topic");

    private final Transactions transactions;

    EventJson(Transactions transactions) {
        this.transactions = transactions;
    }

    ObjectNode of(Room room, RoomEvent event, Requester reader) {
        return inSync(room, event, reader).put("room_id", event.roomId());
    }

    /** Without the room's id, as {@code /sync} gives it. */
    ObjectNode inSync(Room room, RoomEvent event, Requester reader) {
        ObjectNode json = bare(room, event, reader);
        bundle(json, room, event, reader);
        return json;
    }

    /** Section "Aggregations of child events": the last edit, and the last message of a thread. */
    private void bundle(ObjectNode json, Room room, RoomEvent event, Requester reader) {
        ObjectNode bundled = Json.object();
        room.relations()
                .lastEditOf(event)
                .ifPresent(edit -> bundled.set("m.replace", bare(room, edit, reader)));
        List<RoomEvent> thread = room.relations().to(event.eventId(), "m.thread");
        if (!thread.isEmpty()) {
            ObjectNode told = bundled.putObject("m.thread");
            told.set("latest_event", bare(room, thread.get(thread.size() - 1), reader));
            told.put("count", thread.size());
            told.put(
                    "current_user_participated",
                    event.sender().equals(reader.userId())
                            || thread.stream().anyMatch(e -> e.sender().equals(reader.userId())));
        }
        if (!bundled.isEmpty()) {
            json.withObjectProperty("unsigned").set("m.relations", bundled);
        }
    }

    private ObjectNode bare(Room room, RoomEvent event, Requester reader) {
        ObjectNode json =
                Json.object()
                        .put("event_id", event.eventId())
                        .put("type", event.type())
                        .put("sender", event.sender())
                        .put("origin_server_ts", event.originServerTs());
        json.set("content", event.content());
        if (event.stateKey() != null) {
            json.put("state_key", event.stateKey());
        }
        if (event.type().equals("m.room.redaction") && event.content().has("redacts")) {
            json.set("redacts", event.content().get("redacts"));
        }
        json.set("unsigned", unsigned(room, event, reader));
        return json;
    }

    private ObjectNode unsigned(Room room, RoomEvent event, Requester reader) {
        ObjectNode unsigned = Json.object();
        unsigned.put("age", Math.max(0, System.currentTimeMillis() - event.originServerTs()));
        transactions
                .transactionIdFor(reader, event.eventId())
                .ifPresent(id -> unsigned.put("transaction_id", id));
        room.redactionOf(event.eventId())
                .ifPresent(
                        redaction -> unsigned.set("redacted_because", of(room, redaction, reader)));
        room.log()
                .placeOf(event.eventId())
                .ifPresent(place -> addWhatWasThen(unsigned, room, event, place, reader));
        return unsigned;
    }

    private static void addWhatWasThen(
            ObjectNode unsigned, Room room, RoomEvent event, int place, Requester reader) {
        Membership membership = room.membershipAt(place + 1, reader.userId());
        unsigned.put(
                "membership",
                membership == Membership.NONE ? Membership.LEAVE.word() : membership.word());
        if (event.stateKey() != null) {
            room.history()
                    .at(place, RoomState.Key.of(event))
                    .ifPresent(
                            previous -> {
                                unsigned.put("replaces_state", previous.eventId());
                                unsigned.set("prev_content", previous.content());
                                unsigned.put("prev_sender", previous.sender());
                            });
        }
    }

    /** What somebody is told of a room before they join it. */
    static List<ObjectNode> strippedState(Room room, RoomEvent own) {
        List<ObjectNode> events = new ArrayList<>();
        for (String type : TOLD_BEFORE_A_JOIN) {
            room.state(type, "").map(EventJson::stripped).ifPresent(events::add);
        }
        room.state("m.room.member", own.sender())
                .filter(member -> !member.equals(own))
                .map(EventJson::stripped)
                .ifPresent(events::add);
        events.add(stripped(own));
        return events;
    }

    private static ObjectNode stripped(RoomEvent event) {
        ObjectNode json =
                Json.object()
                        .put("type", event.type())
                        .put("state_key", event.stateKey())
                        .put("sender", event.sender());
        json.set("content", event.content());
        return json;
    }
}
