// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * Who may do what: section "m.room.power_levels".
 *
 * @param content the event's content, an empty object when the room has no such event
 * @param creators who stands above every level: the creators from room version 12 on
 */
record PowerLevels(JsonNode content, Set<String> creators) {
    private static final int MODERATOR = 50;
    private static final int ADMIN = 100;
    private static final List<String> LEVELS =
            List.of(
                    "ban",
                    "events_default",
                    "invite",
                    "kick",
                    "redact",
                    "state_default",
                    "users_default");

    /** The levels of a new room, as Synapse sets them. */
    static ObjectNode ofNewRoom(
            RoomVersion version, boolean everybodyInvites, List<String> admins) {
        ObjectNode content = Json.object();
        ObjectNode events = content.putObject("events");
        for (String type : List.of("m.room.avatar", "m.room.canonical_alias", "m.room.name")) {
            events.put(type, MODERATOR);
        }
        events.put("m.room.encryption", ADMIN);
        events.put("m.room.history_visibility", ADMIN);
        events.put("m.room.power_levels", ADMIN);
        events.put("m.room.server_acl", ADMIN);
        events.put("m.room.tombstone", version.creatorsStandAbove() ? 150 : ADMIN);
        if (!everybodyInvites) {
            events.put("m.call.invite", MODERATOR);
        }
        content.put("ban", MODERATOR).put("kick", MODERATOR).put("redact", MODERATOR);
        content.put("state_default", MODERATOR).put("events_default", 0).put("users_default", 0);
        content.put("invite", everybodyInvites ? 0 : MODERATOR).put("historical", ADMIN);
        ObjectNode users = content.putObject("users");
        if (!version.creatorsStandAbove()) {
            admins.forEach(admin -> users.put(admin, ADMIN));
        }
        return content;
    }

    /**
     * @throws MatrixError {@code M_BAD_JSON} for a level that is no integer
     */
    static void validate(JsonNode content) {
        for (String level : LEVELS) {
            requireInteger(level, content.get(level));
        }
        for (String map : List.of("events", "users", "notifications")) {
            content.path(map).properties().forEach(e -> requireInteger(e.getKey(), e.getValue()));
        }
    }

    private static void requireInteger(String name, JsonNode value) {
        if (value != null && !value.isIntegralNumber()) {
            throw MatrixError.badJson("\"" + name + "\" is not an integer");
        }
    }

    long ofUser(String user) {
        if (creators.contains(user)) {
            return Long.MAX_VALUE;
        }
        return content.path("users").path(user).asLong(level("users_default", 0));
    }

    void requireForMessage(String user, String type) {
        requireForEvent(user, type, level("events_default", 0));
    }

    void requireForState(String user, String type) {
        requireForEvent(user, type, level("state_default", MODERATOR));
    }

    private void requireForEvent(String user, String type, long byDefault) {
        if (ofUser(user) < content.path("events").path(type).asLong(byDefault)) {
            throw MatrixError.forbidden("You don't have permission to post that to the room.");
        }
    }

    /** Whether the user may redact what others sent. */
    boolean mayRedact(String user) {
        return ofUser(user) >= level("redact", MODERATOR);
    }

    void requireForInvite(String user) {
        if (ofUser(user) < level("invite", 0)) {
            throw MatrixError.forbidden("You don't have permission to invite users");
        }
    }

    /** To kick, ban or unban somebody takes the level for it, and more power than they have. */
    void requireAgainst(String user, String action, String target) {
        long power = ofUser(user);
        boolean outranks = power > ofUser(target) || "unban".equals(action);
        if (power < level("unban".equals(action) ? "ban" : action, MODERATOR) || !outranks) {
            throw MatrixError.forbidden("You don't have permission to " + action + " " + target);
        }
    }

    private long level(String name, long byDefault) {
        return content.path(name).asLong(byDefault);
    }
}
