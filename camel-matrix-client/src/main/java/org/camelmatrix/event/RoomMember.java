// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.event;

import java.util.Optional;

/**
 * How somebody is in a room ("m.room.member").
 *
 * @param user who
 * @param membership {@code join}, {@code invite}, {@code knock}, {@code leave} or {@code ban}
 * @param displayName the name there, or null
 * @param avatarUrl the {@code mxc://} URI of the picture there, or null
 */
public record RoomMember(UserId user, String membership, String displayName, String avatarUrl) {

    /** What a membership event tells; empty if the event is none. */
    public static Optional<RoomMember> of(MatrixEvent event) {
        if (event.membership() == null || event.stateKey() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new RoomMember(
                            new UserId(event.stateKey()),
                            event.membership(),
                            textOrNull(event, "displayname"),
                            textOrNull(event, "avatar_url")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Clients take a name or a picture away by an empty text, too. */
    private static String textOrNull(MatrixEvent event, String field) {
        String text = MatrixEvent.text(event.content(), field);
        return text == null || text.isEmpty() ? null : text;
    }
}
