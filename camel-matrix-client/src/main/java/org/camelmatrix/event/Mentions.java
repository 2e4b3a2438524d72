// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whom a message mentions (Client-Server API, "User and room mentions"): those who {@code
 * m.mentions} names, whatever is written in the text.
 *
 * @param users users, as the event names them
 * @param room whether it means all of the room
 */
public record Mentions(List<String> users, boolean room) {

    /** The field of an event's content that tells it. */
    public static final String FIELD = "m.mentions";

    /** Nobody. */
    public static final Mentions NONE = new Mentions(List.of(), false);

    private static final int MOST = 1000;

    public Mentions {
        users = List.copyOf(users);
    }

    /** One user. */
    public static Mentions of(String user) {
        return new Mentions(List.of(user), false);
    }

    /** The mentions that the content of an event tells. */
    public static Mentions of(JsonNode content) {
        JsonNode mentions = content.path(FIELD);
        List<String> users = new ArrayList<>();
        JsonNode named = mentions.path("user_ids");
        if (named.isArray()) {
            for (JsonNode user : named) {
                if (user.isTextual() && users.size() < MOST) {
                    users.add(user.asText());
                }
            }
        }
        return new Mentions(users, mentions.path("room").booleanValue());
    }

    /** Whether nobody is meant. */
    public boolean isNobody() {
        return users.isEmpty() && !room;
    }

    /** These and others. */
    public Mentions and(Mentions others) {
        if (others.isNobody()) {
            return this;
        }
        Set<String> all = new LinkedHashSet<>(users);
        all.addAll(others.users);
        return new Mentions(new ArrayList<>(all), room || others.room);
    }

    /** These, without others. */
    public Mentions without(Mentions others) {
        return new Mentions(
                users.stream().filter(user -> !others.users.contains(user)).toList(),
                room && !others.room);
    }

    /** These as the value of the field {@link #FIELD}. */
    public ObjectNode toJson() {
        ObjectNode mentions = JsonNodeFactory.instance.objectNode();
        if (!users.isEmpty()) {
            users.forEach(mentions.putArray("user_ids")::add);
        }
        if (room) {
            mentions.put("room", true);
        }
        return mentions;
    }

    /** Whether the message is for a user. */
    public boolean isFor(UserId user) {
        return room || users.contains(user.value());
    }
}
