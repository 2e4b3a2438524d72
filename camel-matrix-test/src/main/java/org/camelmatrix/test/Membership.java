// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** A user's relation to a room: section "Room membership". */
enum Membership {
    JOIN,
    INVITE,
    KNOCK,
    LEAVE,
    BAN,
    /** No membership event at all. */
    NONE;

    static Membership of(JsonNode memberContent) {
        return switch (memberContent.path("membership").asText()) {
            case "join" -> JOIN;
            case "invite" -> INVITE;
            case "knock" -> KNOCK;
            case "leave" -> LEAVE;
            case "ban" -> BAN;
            default -> NONE;
        };
    }

    /** The word in a membership event's content. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
