// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What is left of an event that was redacted: section "Redactions" of each room version. */
final class Redaction {
    private Redaction() {}

    static RoomEvent of(RoomEvent event, RoomVersion version) {
        JsonNode old = event.content();
        ObjectNode kept = Json.object();
        for (String field : kept(event.type(), version.number())) {
            if (old.has(field)) {
                kept.set(field, old.get(field));
            }
        }
        if (event.type().equals("m.room.create") && version.number() >= 11) {
            kept.setAll((ObjectNode) old);
        }
        JsonNode signed = old.path("third_party_invite").path("signed");
        if (event.type().equals("m.room.member")
                && version.number() >= 11
                && !signed.isMissingNode()) {
            kept.putObject("third_party_invite").set("signed", signed);
        }
        return event.withContent(kept);
    }

    private static List<String> kept(String type, int version) {
        return switch (type) {
            case "m.room.create" -> List.of("creator");
            case "m.room.member" ->
                    version >= 9
                            ? List.of("membership", "join_authorised_via_users_server")
                            : List.of("membership");
            case "m.room.join_rules" ->
                    version >= 8 ? List.of("join_rule", "allow") : List.of("join_rule");
            case "m.room.power_levels" ->
                    List.of(
                            "ban",
                            "events",
                            "events_default",
                            "kick",
                            "redact",
                            "state_default",
                            "users",
                            "users_default",
                            version >= 11 ? "invite" : "users_default");
            case "m.room.history_visibility" -> List.of("history_visibility");
            case "m.room.aliases" -> version <= 5 ? List.of("aliases") : List.of();
            case "m.room.redaction" -> version >= 11 ? List.of("redacts") : List.of();
            default -> List.of();
        };
    }
}
