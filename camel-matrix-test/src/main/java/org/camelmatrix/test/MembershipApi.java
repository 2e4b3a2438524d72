// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Section "Room membership": who may join, invite, leave, kick and ban. */
final class MembershipApi {
    private final String serverName;
    private final Accounts accounts;
    private final Rooms rooms;

    MembershipApi(String serverName, Accounts accounts, Rooms rooms) {
        this.serverName = serverName;
        this.accounts = accounts;
        this.rooms = rooms;
    }

    ObjectNode join(Call call) {
        String target = call.path("roomIdOrAlias");
        if (target.startsWith("#")) {
            return join(rooms.alias(target).roomId(), call);
        }
        if (!target.startsWith("!")) {
            throw MatrixError.unknown(400, target + " was not legal room ID or room alias");
        }
        return join(target, call);
    }

    ObjectNode joinRoomId(Call call) {
        return join(call.path("roomId"), call);
    }

    private ObjectNode join(String roomId, Call call) {
        ObjectNode further = reason(call);
        requireMayJoin(call.user());
        Room room = rooms.find(roomId).orElseThrow(() -> unknownRoom(call));
        join(room, call.user(), further);
        return Json.object().put("room_id", room.id());
    }

    private void requireMayJoin(String user) {
        accounts.requireNotSuspended(user, "Joining rooms");
    }

    /** Without federation, a room that is not here is a room whose servers do not answer. */
    private MatrixError unknownRoom(Call call) {
        boolean elsewhere =
                call.query().getOrDefault("via", List.of()).stream()
                        .anyMatch(server -> !server.equals(serverName));
        return elsewhere
                ? MatrixError.unknown(502, "Failed to make_join via any server")
                : MatrixError.unknown(
                        404, "Can't join remote room because no servers have been provided.");
    }

    private void join(Room room, String user, ObjectNode further) {
        Membership now = room.membership(user);
        boolean open =
                "public".equals(room.stateContent("m.room.join_rules").path("join_rule").asText());
        if (now == Membership.BAN) {
            throw badState("Cannot join user who was banned");
        }
        if (now != Membership.JOIN && now != Membership.INVITE && !open) {
            throw MatrixError.forbidden("You are not invited to this room.");
        }
        if (now != Membership.JOIN) {
            room.setMembership(user, user, Membership.JOIN, named(user, further));
        }
    }

    ObjectNode invite(Call call) {
        String target = target(call);
        Room room =
                rooms.find(call.path("roomId"))
                        .orElseThrow(() -> MatrixError.forbidden("Unknown room"));
        invite(room, call.user(), target, reason(call));
        return Json.object();
    }

    void invite(Room room, String user, String target, ObjectNode further) {
        accounts.requireNotSuspended(user, "Sending invites");
        room.requireJoined(user);
        room.powerLevels().requireForInvite(user);
        Membership now = room.membership(target);
        if (now == Membership.BAN) {
            throw badState("Cannot invite user who was banned");
        }
        if (now == Membership.JOIN) {
            throw MatrixError.forbidden(target + " is already in the room.");
        }
        room.setMembership(user, target, Membership.INVITE, named(target, further));
    }

    ObjectNode leave(Call call) {
        ObjectNode further = reason(call);
        Room room =
                rooms.find(call.path("roomId"))
                        .orElseThrow(() -> MatrixError.unknown(404, "Not a known room"));
        leave(room, call.user(), further);
        return Json.object();
    }

    private static void leave(Room room, String user, ObjectNode further) {
        Membership now = room.membership(user);
        boolean leftBefore =
                now == Membership.LEAVE
                        && room.state("m.room.member", user).get().sender().equals(user);
        if (leftBefore) {
            return;
        }
        if (now != Membership.JOIN && now != Membership.INVITE && now != Membership.KNOCK) {
            throw MatrixError.forbidden(user + " not in room " + room.id() + ".");
        }
        room.setMembership(user, user, Membership.LEAVE, further);
    }

    ObjectNode kick(Call call) {
        String target = target(call);
        Room room = rooms.joinedBy(call.path("roomId"), call.user());
        kick(room, call.user(), target, reason(call));
        return Json.object();
    }

    private static void kick(Room room, String user, String target, ObjectNode further) {
        switch (room.membership(target)) {
            case BAN -> throw badState("Cannot kick user who was banned");
            case LEAVE, NONE -> throw MatrixError.forbidden("The target user is not in the room");
            default -> room.powerLevels().requireAgainst(user, "kick", target);
        }
        room.setMembership(user, target, Membership.LEAVE, further);
    }

    ObjectNode ban(Call call) {
        String target = target(call);
        Room room = rooms.joinedBy(call.path("roomId"), call.user());
        ban(room, call.user(), target, reason(call));
        return Json.object();
    }

    private void ban(Room room, String user, String target, ObjectNode further) {
        accounts.requireNotSuspended(user, "Changing membership");
        room.powerLevels().requireAgainst(user, "ban", target);
        room.setMembership(user, target, Membership.BAN, further);
    }

    ObjectNode unban(Call call) {
        String target = target(call);
        Room room = rooms.joinedBy(call.path("roomId"), call.user());
        Membership now = room.membership(target);
        if (now != Membership.BAN && now != Membership.NONE) {
            throw badState("Cannot unban user who was not banned");
        }
        room.powerLevels().requireAgainst(call.user(), "unban", target);
        room.setMembership(call.user(), target, Membership.LEAVE, reason(call));
        return Json.object();
    }

    ObjectNode knock(Call call) {
        String target = call.path("roomIdOrAlias");
        String roomId = target.startsWith("#") ? rooms.alias(target).roomId() : target;
        ObjectNode further = reason(call);
        accounts.requireNotSuspended(call.user(), "Knocking on rooms");
        Room room = rooms.find(roomId).orElseThrow(() -> unknownRoom(call));
        String rule = room.stateContent("m.room.join_rules").path("join_rule").asText();
        Membership now = room.membership(call.user());
        if (!rule.startsWith("knock")) {
            throw MatrixError.forbidden("You don't have permission to knock");
        }
        if (now == Membership.BAN || now == Membership.INVITE || now == Membership.JOIN) {
            throw MatrixError.forbidden("You cannot knock on this room");
        }
        if (now != Membership.KNOCK) {
            room.setMembership(
                    call.user(), call.user(), Membership.KNOCK, named(call.user(), further));
        }
        return Json.object().put("room_id", room.id());
    }

    /** A room that was forgotten is told of no more. */
    ObjectNode forget(Call call) {
        Room room = rooms.of(call.path("roomId"), call.user());
        switch (room.membership(call.user())) {
            case JOIN, INVITE, KNOCK ->
                    throw MatrixError.unknown(400, "User " + call.user() + " in room " + room.id());
            default -> rooms.forget(call.user(), room);
        }
        return Json.object();
    }

    ObjectNode joinedRooms(Call call) {
        ObjectNode answer = Json.object();
        ArrayNode joined = answer.putArray("joined_rooms");
        rooms.allJoinedBy(call.user()).forEach(room -> joined.add(room.id()));
        return answer;
    }

    /** A membership event that is sent as state obeys the same rules. */
    void set(Room room, String user, String target, ObjectNode content) {
        ObjectNode further = content.deepCopy();
        further.remove("membership");
        boolean own = user.equals(target);
        Membership wanted = Membership.of(content);
        if (wanted == Membership.JOIN && own) {
            requireMayJoin(user);
        }
        if (wanted == Membership.JOIN && own && room.membership(user) == Membership.JOIN) {
            room.setMembership(user, user, Membership.JOIN, further);
        } else if (wanted == Membership.JOIN && own) {
            join(room, user, further);
        } else if (wanted == Membership.LEAVE && own) {
            leave(room, user, further);
        } else if (wanted == Membership.INVITE) {
            invite(room, user, target, further);
        } else if (wanted == Membership.LEAVE) {
            room.requireJoined(user);
            kick(room, user, target, further);
        } else if (wanted == Membership.BAN) {
            room.requireJoined(user);
            ban(room, user, target, further);
        } else {
            throw MatrixError.forbidden("You cannot set that membership");
        }
    }

    /** What a membership event tells of its user: the profile, where there is such an account. */
    private ObjectNode named(String user, ObjectNode further) {
        ObjectNode content = accounts.profile(user).map(Profile::json).orElseGet(Json::object);
        content.setAll(further);
        return content;
    }

    /** The first member of a new room. */
    void joinAsCreator(Room room, String creator) {
        room.setMembership(creator, creator, Membership.JOIN, named(creator, Json.object()));
    }

    /** Leaves every room and declines every invitation. */
    void leaveAll(String user) {
        for (Room room : rooms.of(user)) {
            Membership now = room.membership(user);
            if (now == Membership.JOIN || now == Membership.INVITE) {
                leave(room, user, Json.object());
            }
        }
    }

    private static ObjectNode reason(Call call) {
        ObjectNode further = Json.object();
        JsonNode reason = call.optionalJson().get("reason");
        if (reason != null && reason.isTextual()) {
            further.set("reason", reason);
        }
        return further;
    }

    private static String target(Call call) {
        String target = call.requiredText("user_id");
        if (!target.matches("@[^:]*:.+")) {
            throw MatrixError.invalidParam("Not a user id");
        }
        return target;
    }

    private static MatrixError badState(String message) {
        return MatrixError.of(403, "M_BAD_STATE", message);
    }
}
