// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;

/** Sections "Receipts", "Fully read markers" and "Typing Notifications". */
final class ReceiptApi {
    private static final String FULLY_READ = "m.fully_read";
    private static final List<String> TYPES =
            List.of(FULLY_READ, Receipts.READ, Receipts.READ_PRIVATE);
    private static final Duration TYPING = Duration.ofSeconds(30);

    private final Rooms rooms;
    private final AccountData accountData;

    ReceiptApi(Rooms rooms, AccountData accountData) {
        this.rooms = rooms;
        this.accountData = accountData;
    }

    ObjectNode receipt(Call call) {
        JsonNode thread = call.optionalJson().path("thread_id");
        String type = call.path("receiptType");
        if (!TYPES.contains(type)) {
            throw MatrixError.unknown(400, "Receipt type must be one of " + TYPES);
        }
        if (!thread.isMissingNode() && (!thread.isTextual() || type.equals(FULLY_READ))) {
            throw MatrixError.invalidParam("thread_id is not compatible with this receipt");
        }
        Room room = rooms.joinedBy(call.path("roomId"), call.user());
        mark(room, call.user(), type, thread.textValue(), call.path("eventId"));
        return Json.object();
    }

    ObjectNode readMarkers(Call call) {
        ObjectNode body = call.json();
        Room room = rooms.joinedBy(call.path("roomId"), call.user());
        for (String type : TYPES) {
            if (body.path(type).isTextual()) {
                mark(room, call.user(), type, null, body.path(type).asText());
            }
        }
        return Json.object();
    }

    /** What is read stays read. An event that the room does not have changes nothing. */
    private void mark(Room room, String user, String type, String thread, String eventId) {
        room.log()
                .placeOf(eventId)
                .ifPresent(
                        place -> {
                            if (type.equals(FULLY_READ)) {
                                markFullyRead(room, user, eventId, place);
                            } else if (room.receipts().leadsOn(user, type, thread, place)) {
                                long position = room.happened();
                                room.receipts().put(user, type, thread, eventId, place, position);
                            }
                        });
    }

    private void markFullyRead(Room room, String user, String eventId, int place) {
        AccountData.Owner owner = new AccountData.Owner(user, room.id());
        int before =
                accountData
                        .find(owner, FULLY_READ)
                        .flatMap(old -> room.log().placeOf(old.path("event_id").asText()))
                        .orElse(-1);
        if (place > before) {
            accountData.set(owner, FULLY_READ, Json.object().put("event_id", eventId));
        }
    }

    ObjectNode typing(Call call) {
        JsonNode typing = call.json().path("typing");
        if (!call.path("userId").equals(call.user())) {
            throw MatrixError.forbidden("Cannot set another user's typing state");
        }
        if (!typing.isBoolean()) {
            throw MatrixError.badJson("'typing' must be a boolean");
        }
        Room room = rooms.joinedBy(call.path("roomId"), call.user());
        long millis = call.json().path("timeout").asLong(TYPING.toMillis());
        setTyping(room, call.user(), typing.asBoolean(), Duration.ofMillis(millis));
        return Json.object();
    }

    private static void setTyping(Room room, String user, boolean typing, Duration time) {
        boolean news = room.typing().differs(user, typing);
        if (typing) {
            room.typing().start(user, time);
        } else {
            room.typing().stop(user);
        }
        if (news) {
            room.typing().changedAt(room.happened());
        }
    }
}
