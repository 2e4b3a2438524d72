// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Sections "Creation" and "Room aliases". */
final class RoomApi {
    private static final Set<String> PRESETS =
            Set.of("private_chat", "trusted_private_chat", "public_chat");

    private final String serverName;
    private final String defaultRoomVersion;
    private final Accounts accounts;
    private final Rooms rooms;
    private final MembershipApi memberships;

    RoomApi(Settings settings, Accounts accounts, Rooms rooms, MembershipApi memberships) {
        this.serverName = settings.serverName();
        this.defaultRoomVersion = settings.defaultRoomVersion();
        this.accounts = accounts;
        this.rooms = rooms;
        this.memberships = memberships;
    }

    ObjectNode createRoom(Call call) {
        ObjectNode body = call.json();
        String creator = call.user();
        RoomVersion version = version(body.path("room_version"));
        String preset = preset(body);
        boolean isPublic = "public_chat".equals(preset);
        boolean trusted = "trusted_private_chat".equals(preset);
        requireText(body, "name");
        requireText(body, "topic");
        String alias = newAlias(body.path("room_alias_name"));
        List<String> invited = invited(body.path("invite"));
        for (JsonNode event : body.path("initial_state")) {
            if (!event.path("type").isTextual() || !event.path("content").isObject()) {
                throw MatrixError.badJson("an initial state event needs a type and a content");
            }
        }

        accounts.requireNotSuspended(creator, "Sending messages");
        ObjectNode create = creation(body, version, creator, trusted ? invited : List.of());
        Room room = rooms.open(version, creator, create);
        memberships.joinAsCreator(room, creator);
        List<String> admins = new ArrayList<>(List.of(creator));
        admins.addAll(trusted ? invited : List.of());
        ObjectNode levels = PowerLevels.ofNewRoom(version, !isPublic, admins);
        if (body.path("power_level_content_override") instanceof ObjectNode override) {
            levels.setAll(override);
        }
        set(room, creator, "m.room.power_levels", levels);
        if (alias != null) {
            rooms.addAlias(alias, room.id(), creator);
            set(room, creator, "m.room.canonical_alias", Json.object().put("alias", alias));
        }
        setPreset(room, creator, isPublic);
        for (JsonNode event : body.path("initial_state")) {
            String stateKey = event.path("state_key").asText("");
            room.setState(creator, event.path("type").asText(), stateKey, event.path("content"));
        }
        setNameAndTopic(room, creator, body);
        ObjectNode direct = Json.object();
        if (body.path("is_direct").asBoolean()) {
            direct.put("is_direct", true);
        }
        invited.forEach(user -> memberships.invite(room, creator, user, direct));
        return Json.object().put("room_id", room.id());
    }

    private RoomVersion version(JsonNode wanted) {
        if (!wanted.isMissingNode() && !wanted.isTextual()) {
            throw MatrixError.badJson("room_version must be a string");
        }
        return version(wanted.asText(defaultRoomVersion));
    }

    /**
     * @throws MatrixError {@code M_UNSUPPORTED_ROOM_VERSION}
     */
    static RoomVersion version(String wanted) {
        return RoomVersion.of(wanted)
                .orElseThrow(
                        () ->
                                MatrixError.of(
                                        400,
                                        "M_UNSUPPORTED_ROOM_VERSION",
                                        "The homeserver does not support this room version"));
    }

    private static String preset(ObjectNode body) {
        boolean isPublic = "public".equals(body.path("visibility").asText());
        String preset = body.path("preset").asText(isPublic ? "public_chat" : "private_chat");
        if (!PRESETS.contains(preset)) {
            throw MatrixError.badJson("'" + preset + "' is not a valid preset");
        }
        return preset;
    }

    private static void requireText(ObjectNode body, String field) {
        if (body.has(field) && !body.path(field).isTextual()) {
            throw MatrixError.unknown(400, "'" + field + "' not a string type");
        }
    }

    private String newAlias(JsonNode localpart) {
        if (!localpart.isTextual()) {
            return null;
        }
        if (localpart.asText().isEmpty() || localpart.asText().matches(".*[:#\\s].*")) {
            throw MatrixError.unknown(400, "Invalid characters in room alias");
        }
        String alias = "#" + localpart.asText() + ":" + serverName;
        if (rooms.findAlias(alias).isPresent()) {
            throw MatrixError.of(400, "M_ROOM_IN_USE", "Room alias already taken");
        }
        return alias;
    }

    private static List<String> invited(JsonNode invite) {
        List<String> users = new ArrayList<>();
        for (JsonNode user : invite) {
            if (!user.asText().matches("@[^:]*:.+")) {
                throw MatrixError.unknown(400, "Invalid user_id: " + user.asText());
            }
            users.add(user.asText());
        }
        return users;
    }

    /** The content of a new room's create event. */
    static ObjectNode creation(
            ObjectNode body, RoomVersion version, String creator, List<String> coCreators) {
        ObjectNode content = Json.object();
        if (body.path("creation_content") instanceof ObjectNode given) {
            content.setAll(given);
        }
        content.put("room_version", String.valueOf(version.number()));
        if (version.namesCreator()) {
            content.put("creator", creator);
        }
        if (version.creatorsStandAbove() && !coCreators.isEmpty()) {
            ArrayNode additional = content.withArray("additional_creators");
            coCreators.forEach(additional::add);
        }
        return content;
    }

    private static void setPreset(Room room, String creator, boolean isPublic) {
        String rule = isPublic ? "public" : "invite";
        set(room, creator, "m.room.join_rules", Json.object().put("join_rule", rule));
        set(
                room,
                creator,
                "m.room.history_visibility",
                Json.object().put("history_visibility", "shared"));
        if (!isPublic) {
            set(
                    room,
                    creator,
                    "m.room.guest_access",
                    Json.object().put("guest_access", "can_join"));
        }
    }

    private static void setNameAndTopic(Room room, String creator, ObjectNode body) {
        if (body.has("name")) {
            set(room, creator, "m.room.name", Json.object().set("name", body.get("name")));
        }
        if (body.has("topic")) {
            ObjectNode content = Json.object();
            content.set("topic", body.get("topic"));
            content.putObject("m.topic")
                    .putArray("m.text")
                    .addObject()
                    .set("body", body.get("topic"));
            set(room, creator, "m.room.topic", content);
        }
    }

    private static void set(Room room, String creator, String type, JsonNode content) {
        room.setState(creator, type, "", content);
    }

    ObjectNode directory(Call call) {
        String roomId = rooms.alias(call.path("roomAlias")).roomId();
        ObjectNode answer = Json.object().put("room_id", roomId);
        answer.putArray("servers").add(serverName);
        return answer;
    }

    /** The room's aliases, to its members and to all where its history is. */
    ObjectNode aliases(Call call) {
        Room room = rooms.of(call.path("roomId"), call.user());
        boolean readable =
                room.stateContent("m.room.history_visibility")
                        .path("history_visibility")
                        .asText()
                        .equals("world_readable");
        if (!readable) {
            room.requireJoined(call.user());
        }
        ObjectNode answer = Json.object();
        rooms.aliasesOf(room.id()).forEach(answer.putArray("aliases")::add);
        return answer;
    }

    ObjectNode addAlias(Call call) {
        String alias = call.path("roomAlias");
        String roomId = call.requiredText("room_id");
        if (!alias.startsWith("#") || alias.indexOf(':') < 0) {
            throw MatrixError.invalidParam("Room alias invalid");
        }
        if (!rooms.isLocal(alias)) {
            throw MatrixError.unknown(400, "Room alias must be local");
        }
        Room room =
                rooms.find(roomId)
                        .orElseThrow(() -> MatrixError.unknown(400, "Room does not exist"));
        if (room.membership(call.user()) != Membership.JOIN) {
            throw MatrixError.forbidden("You must be in the room to create an alias for it");
        }
        if (rooms.findAlias(alias).isPresent()) {
            throw MatrixError.unknown(409, "Room alias " + alias + " already exists");
        }
        rooms.addAlias(alias, roomId, call.user());
        return Json.object();
    }

    ObjectNode removeAlias(Call call) {
        Rooms.Alias alias = rooms.alias(call.path("roomAlias"));
        if (!alias.creator().equals(call.user())) {
            Room room = rooms.joinedBy(alias.roomId(), call.user());
            room.powerLevels().requireForState(call.user(), "m.room.canonical_alias");
        }
        rooms.removeAlias(call.path("roomAlias"));
        return Json.object();
    }
}
