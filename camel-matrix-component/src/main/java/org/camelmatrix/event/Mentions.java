package org.camelmatrix.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom a message mentions (Client-Server API, "User and room mentions"): those who {@code
 * m.mentions} names, whatever is written in the text.
 *
 * @param users users, as the event names them
 * @param room whether it means all of the room
 */
public record Mentions(List<String> users, boolean room) {

    /** Nobody. */
    static final Mentions NONE = new Mentions(List.of(), false);

    private static final int MOST = 1000;

    public Mentions {
        users = List.copyOf(users);
    }

    /** The mentions that the content of an event tells. */
    static Mentions of(JsonNode content) {
        JsonNode mentions = content.path("m.mentions");
        List<String> users = new ArrayList<>();
        for (JsonNode user : mentions.path("user_ids")) {
            if (user.isTextual() && users.size() < MOST) {
                users.add(user.asText());
            }
        }
        return new Mentions(users, mentions.path("room").asBoolean(false));
    }

    /** Whether the message is for a user. */
    public boolean isFor(UserId user) {
        return room || users.contains(user.value());
    }
}
