// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.UserId;

/**
 * Whom a message is to be brought to the notice of (Client-Server API, "User and room mentions").
 *
 * @param users users
 * @param room whether all of the room is meant
 */
public record MentionedUsers(List<UserId> users, boolean room) {

    private static final int MOST = 50;

    /**
     * @throws MatrixRejectedException if they are too many
     */
    public MentionedUsers {
        users = List.copyOf(users);
        if (users.size() > MOST) {
            throw new MatrixRejectedException(
                    "A message mentions " + MOST + " users at most, not " + users.size());
        }
    }

    /** These and others. */
    public MentionedUsers and(Collection<UserId> others) {
        Set<UserId> all = new LinkedHashSet<>(users);
        all.addAll(others);
        return new MentionedUsers(new ArrayList<>(all), room);
    }

    /** Whether nobody is meant. */
    public boolean isNobody() {
        return users.isEmpty() && !room;
    }

    /** Adds them to the content of a message. */
    public void addTo(ObjectNode content) {
        ObjectNode mentions = content.withObjectProperty(TextContents.MENTIONS);
        if (!users.isEmpty()) {
            ArrayNode ids = mentions.withArrayProperty("user_ids");
            Set<String> there = new LinkedHashSet<>();
            ids.forEach(id -> there.add(id.asText()));
            users.stream().map(UserId::value).filter(there::add).forEach(ids::add);
        }
        if (room) {
            mentions.put("room", true);
        }
    }
}
