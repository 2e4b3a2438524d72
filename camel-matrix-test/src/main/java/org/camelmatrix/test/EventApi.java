// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sections "Sending events to a room" and "Redactions". */
final class EventApi {
    private static final int LARGEST_EVENT = 65_536;
    private static final int LONGEST_FIELD = 255;

    /** What a homeserver adds to an event: hashes, signatures, and references to other events. */
    private static final int ADDED_BY_SERVER = 501;

    private static final String REDACTION = "m.room.redaction";
    private static final Set<String> NEVER_A_MESSAGE = Set.of("m.room.create", "m.room.member");

    private final Accounts accounts;
    private final Rooms rooms;
    private final MembershipApi memberships;
    private final Transactions transactions;
    private Optional<RateLimit> rateLimit = Optional.empty();

    EventApi(Accounts accounts, Rooms rooms, MembershipApi memberships, Transactions transactions) {
        this.transactions = transactions;
        this.accounts = accounts;
        this.rooms = rooms;
        this.memberships = memberships;
    }

    void limit(Optional<RateLimit> limit) {
        this.rateLimit = limit;
    }

    ObjectNode send(Call call) {
        Optional<String> sentBefore = transactions.eventOf(call);
        if (sentBefore.isPresent()) {
            return Json.object().put("event_id", sentBefore.get());
        }
        ObjectNode content = call.json();
        String type = call.path("eventType");
        if (NEVER_A_MESSAGE.contains(type)) {
            throw MatrixError.unknown(500, "Tried to send a " + type + " as a message");
        }
        Room room = rooms.joinedBy(call.path("roomId"), call.user());
        accounts.requireNotSuspended(call.user(), "Sending messages");
        requireWithinLimit(call.user());
        validate(type, content);
        requireSize(room, call.user(), type, "", content);
        room.powerLevels().requireForMessage(call.user(), type);
        room.relations().requireValid(call.user(), type, content);
        if (type.equals(REDACTION)) {
            requireMayRedact(room, call.user(), content.path("redacts").asText());
        }
        rateLimit.ifPresent(limit -> limit.take(call.user()));
        RoomEvent event =
                type.equals(REDACTION)
                        ? room.redact(call.user(), content.path("redacts").asText(), content)
                        : room.addMessage(call.user(), type, content);
        transactions.remember(call, event.eventId());
        return Json.object().put("event_id", event.eventId());
    }

    private void requireWithinLimit(String user) {
        Duration wait = rateLimit.map(limit -> limit.waitOf(user)).orElse(Duration.ZERO);
        if (!wait.isZero()) {
            throw MatrixError.of(Fault.limitExceeded(wait, RetryAfter.SECONDS_AND_BODY));
        }
    }

    private static void validate(String type, ObjectNode content) {
        Json.requireCanonical(content);
        if (type.equals("m.room.message")) {
            for (String field : List.of("msgtype", "body")) {
                if (!content.path(field).isTextual()) {
                    throw MatrixError.unknown(400, "'" + field + "' missing or not a string");
                }
            }
        }
    }

    private static void requireSize(
            Room room, String user, String type, String stateKey, ObjectNode content) {
        int fields = 0;
        for (String field : List.of(type, user, room.id(), stateKey)) {
            int length = field.getBytes(StandardCharsets.UTF_8).length;
            if (length > LONGEST_FIELD) {
                throw tooLarge("a field of the event is too large");
            }
            fields += length;
        }
        int size = content.toString().getBytes(StandardCharsets.UTF_8).length;
        if (size + fields + ADDED_BY_SERVER > LARGEST_EVENT) {
            throw tooLarge("event too large");
        }
    }

    private static MatrixError tooLarge(String message) {
        return MatrixError.of(413, "M_TOO_LARGE", message);
    }

    ObjectNode sendState(Call call) {
        ObjectNode content = call.json();
        String type = call.path("eventType");
        String stateKey = call.path("stateKey");
        String user = call.user();
        Json.requireCanonical(content);
        Room room = rooms.of(call.path("roomId"), user);
        if (type.equals("m.room.member")) {
            memberships.set(room, user, stateKey, content);
            return Json.object().put("event_id", room.state(type, stateKey).get().eventId());
        }
        room.requireJoined(user);
        accounts.requireNotSuspended(user, "Sending messages");
        requireSize(room, user, type, stateKey, content);
        room.powerLevels().requireForState(user, type);
        if (stateKey.startsWith("@") && !stateKey.equals(user)) {
            throw MatrixError.forbidden("You are not allowed to set others state");
        }
        if (type.equals("m.room.power_levels")) {
            PowerLevels.validate(content);
        }
        if (type.equals("m.room.canonical_alias") && content.path("alias").isTextual()) {
            requireAliasOf(room, content.path("alias").asText());
        }
        RoomEvent event = room.setState(user, type, stateKey, content);
        return Json.object().put("event_id", event.eventId());
    }

    private void requireAliasOf(Room room, String alias) {
        if (rooms.findAlias(alias).filter(a -> a.roomId().equals(room.id())).isEmpty()) {
            throw MatrixError.of(
                    400, "M_BAD_ALIAS", "Room alias " + alias + " does not point to the room");
        }
    }

    ObjectNode redact(Call call) {
        Optional<String> sentBefore = transactions.eventOf(call);
        if (sentBefore.isPresent()) {
            return Json.object().put("event_id", sentBefore.get());
        }
        ObjectNode content = call.optionalJson();
        String target = call.path("eventId");
        Room room = rooms.joinedBy(call.path("roomId"), call.user());
        accounts.requireNotSuspended(call.user(), "Redacting events");
        requireWithinLimit(call.user());
        Json.requireCanonical(content);
        room.powerLevels().requireForMessage(call.user(), REDACTION);
        requireMayRedact(room, call.user(), target);
        rateLimit.ifPresent(limit -> limit.take(call.user()));
        content.put("redacts", target);
        String eventId = room.redact(call.user(), target, content).eventId();
        transactions.remember(call, eventId);
        return Json.object().put("event_id", eventId);
    }

    /** One's own events, or everybody's with the level for it. */
    private static void requireMayRedact(Room room, String user, String target) {
        Optional<RoomEvent> event = room.log().placeOf(target).map(room.log()::get);
        if (event.filter(e -> e.type().equals("m.room.create")).isPresent()) {
            throw MatrixError.forbidden("Redacting create events is not permitted");
        }
        if (room.powerLevels().mayRedact(user)) {
            return;
        }
        if (event.isEmpty()) {
            throw MatrixError.notFound("Could not find event " + target);
        }
        if (!event.get().sender().equals(user)) {
            throw MatrixError.forbidden("You don't have permission to redact events");
        }
    }
}
