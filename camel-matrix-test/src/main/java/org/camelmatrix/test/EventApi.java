package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sections "Sending events to a room" and "Getting events for a room". */
final class EventApi {
    private static final int LARGEST_EVENT = 65_536;
    private static final int LONGEST_FIELD = 255;

    /** What a homeserver adds to an event: hashes, signatures, and references to other events. */
    private static final int ADDED_BY_SERVER = 501;

    private static final Set<String> NEVER_A_MESSAGE = Set.of("m.room.create", "m.room.member");

    private final Accounts accounts;
    private final Rooms rooms;
    private final MembershipApi memberships;
    private final Transactions transactions;
    private Optional<RateLimit> rateLimit = Optional.empty();

    EventApi(Settings settings, Accounts accounts, Rooms rooms, MembershipApi memberships) {
        this.transactions = new Transactions(settings.transactionScope());
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
        rateLimit.ifPresent(limit -> limit.take(call.user()));
        String eventId = room.addMessage(call.user(), type, content).eventId();
        transactions.remember(call, eventId);
        return Json.object().put("event_id", eventId);
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
        if (Json.bytes(content).length + fields + ADDED_BY_SERVER > LARGEST_EVENT) {
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

    JsonNode roomState(Call call) {
        Room room = rooms.of(call.path("roomId"), call.user());
        ArrayNode events = Json.array();
        for (RoomEvent event : room.stateAt(room.visibleTo(call.user()))) {
            events.add(json(event, call.requester()));
        }
        return events;
    }

    JsonNode state(Call call) {
        Room room = rooms.of(call.path("roomId"), call.user());
        String type = call.path("eventType");
        String stateKey = call.path("stateKey");
        RoomEvent found =
                room.stateAt(room.visibleTo(call.user())).stream()
                        .filter(e -> e.type().equals(type) && e.stateKey().equals(stateKey))
                        .findFirst()
                        .orElseThrow(() -> MatrixError.notFound("Event not found."));
        return call.query("format").filter("event"::equals).isPresent()
                ? json(found, call.requester())
                : found.content();
    }

    JsonNode event(Call call) {
        return rooms.find(call.path("roomId"))
                .flatMap(room -> room.visibleEvent(call.path("eventId"), call.user()))
                .map(event -> json(event, call.requester()))
                .orElseThrow(() -> MatrixError.notFound("Event not found."));
    }

    JsonNode messages(Call call) {
        Room room = rooms.of(call.path("roomId"), call.user());
        return Timeline.page(call, room, event -> json(event, call.requester()));
    }

    JsonNode members(Call call) {
        Room room = rooms.of(call.path("roomId"), call.user());
        ObjectNode answer = Json.object();
        ArrayNode chunk = answer.putArray("chunk");
        room.stateAt(room.visibleTo(call.user())).stream()
                .filter(event -> event.type().equals("m.room.member"))
                .forEach(event -> chunk.add(json(event, call.requester())));
        return answer;
    }

    JsonNode joinedMembers(Call call) {
        Room room = rooms.joinedBy(call.path("roomId"), call.user());
        ObjectNode answer = Json.object();
        ObjectNode joined = answer.putObject("joined");
        room.state().stream()
                .filter(event -> event.type().equals("m.room.member"))
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

    private ObjectNode json(RoomEvent event, Requester reader) {
        ObjectNode json =
                Json.object()
                        .put("event_id", event.eventId())
                        .put("room_id", event.roomId())
                        .put("type", event.type())
                        .put("sender", event.sender())
                        .put("origin_server_ts", event.originServerTs());
        json.set("content", event.content());
        if (event.stateKey() != null) {
            json.put("state_key", event.stateKey());
        }
        ObjectNode unsigned = json.putObject("unsigned");
        unsigned.put("age", Math.max(0, System.currentTimeMillis() - event.originServerTs()));
        transactions
                .transactionIdFor(reader, event.eventId())
                .ifPresent(id -> unsigned.put("transaction_id", id));
        return json;
    }
}
