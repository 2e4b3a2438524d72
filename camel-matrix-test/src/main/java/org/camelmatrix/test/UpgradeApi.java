// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Section "Room Upgrades": a new room takes an old one's place. */
final class UpgradeApi {
    private static final String TOMBSTONE = "m.room.tombstone";
    private static final String LEVELS = "m.room.power_levels";
    private static final List<String> COPIED =
            List.of(
                    "m.room.join_rules",
                    "m.room.name",
                    "m.room.topic",
                    "m.room.avatar",
                    "m.room.history_visibility",
                    "m.room.guest_access",
                    "m.room.encryption",
                    "m.room.server_acl");

    private final Rooms rooms;
    private final MembershipApi memberships;
    private final Ids ids;

    UpgradeApi(Rooms rooms, MembershipApi memberships, Ids ids) {
        this.rooms = rooms;
        this.memberships = memberships;
        this.ids = ids;
    }

    ObjectNode upgrade(Call call) {
        String user = call.user();
        RoomVersion version = RoomApi.version(call.requiredText("new_version"));
        Room old = rooms.joinedBy(call.path("roomId"), user);
        old.powerLevels().requireForState(user, TOMBSTONE);
        List<String> coCreators = new ArrayList<>();
        call.json().path("additional_creators").forEach(other -> coCreators.add(other.asText()));
        String tombstone = ids.eventId();
        Room replacement = open(old, user, version, coCreators, tombstone);
        copyState(old, replacement, user, version);
        moveAliases(old, replacement, user);
        ObjectNode content = Json.object().put("body", "This room has been replaced");
        content.put("replacement_room", replacement.id());
        old.setState(tombstone, user, TOMBSTONE, "", content);
        silence(old, user);
        return Json.object().put("replacement_room", replacement.id());
    }

    private Room open(
            Room old, String user, RoomVersion version, List<String> coCreators, String tombstone) {
        ObjectNode request = Json.object();
        ObjectNode content = request.putObject("creation_content");
        for (String field : List.of("m.federate", "type")) {
            Optional.ofNullable(old.log().get(0).content().get(field))
                    .ifPresent(value -> content.set(field, value));
        }
        ObjectNode predecessor = content.putObject("predecessor").put("room_id", old.id());
        if (!version.creatorsStandAbove()) {
            predecessor.put("event_id", tombstone);
        }
        Room room = rooms.open(version, user, RoomApi.creation(request, version, user, coCreators));
        memberships.joinAsCreator(room, user);
        return room;
    }

    private static void copyState(Room old, Room replacement, String user, RoomVersion version) {
        ObjectNode levels = old.stateContent(LEVELS).deepCopy();
        if (version.creatorsStandAbove()) {
            levels.withObjectProperty("users").remove(user);
            replacement
                    .log()
                    .get(0)
                    .content()
                    .path("additional_creators")
                    .forEach(
                            creator -> levels.withObjectProperty("users").remove(creator.asText()));
        } else {
            levels.withObjectProperty("users").put(user, 100);
        }
        replacement.setState(user, LEVELS, "", levels);
        for (String type : COPIED) {
            old.state(type, "")
                    .ifPresent(event -> replacement.setState(user, type, "", event.content()));
        }
        for (RoomEvent event : old.state()) {
            if (event.type().equals("m.room.member")
                    && Membership.of(event.content()) == Membership.BAN) {
                replacement.setState(user, event.type(), event.stateKey(), event.content());
            }
        }
    }

    private void moveAliases(Room old, Room replacement, String user) {
        for (String alias : rooms.aliasesOf(old.id())) {
            rooms.addAlias(alias, replacement.id(), user);
        }
        Optional<RoomEvent> canonical = old.state("m.room.canonical_alias", "");
        if (canonical.isPresent()) {
            JsonNode content = canonical.get().content();
            replacement.setState(user, "m.room.canonical_alias", "", content);
            old.setState(user, "m.room.canonical_alias", "", Json.object());
        }
    }

    /** Only moderators go on to speak in the old room. */
    private static void silence(Room old, String user) {
        ObjectNode levels = old.stateContent(LEVELS).deepCopy();
        long speak = Math.max(levels.path("users_default").asLong() + 1, 50);
        levels.put("events_default", speak).put("invite", speak);
        old.setState(user, LEVELS, "", levels);
    }
}
