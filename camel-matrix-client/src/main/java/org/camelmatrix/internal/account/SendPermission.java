// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.event.EventType;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.RoomsClient;

/**
 * Whether an account has the power level that a room wants for a type of events (Client-Server API,
 * "m.room.power_levels"). It is asked where a homeserver has refused an event, to say why, and
 * where a room is looked at before the first event.
 */
final class SendPermission {

    /** From this version on, the creators of a room have more power than any level. */
    private static final int CREATORS_ABOVE = 12;

    private SendPermission() {}

    /**
     * A power level that is too low.
     *
     * @param own that of the account
     * @param needed that which the room wants
     */
    record Lack(long own, long needed) {}

    /** Whether the account lacks the power level; true where that is not told. */
    static CompletableFuture<Boolean> isMissing(Session session, RoomId room, String eventType) {
        return lack(session, room, eventType)
                .thenApply(Optional::isPresent)
                .exceptionally(failure -> true);
    }

    /**
     * The power level that the account lacks.
     *
     * @return empty where it has what the room wants; failed where the homeserver does not tell
     */
    static CompletableFuture<Optional<Lack>> lack(Session session, RoomId room, String eventType) {
        RoomsClient rooms = session.client().rooms();
        return rooms.state(session.credentials(), room, EventType.POWER_LEVELS, "")
                .thenApply(levels -> lack(levels, session.user(), eventType))
                .thenCompose(
                        lack ->
                                lack.isEmpty()
                                        ? CompletableFuture.completedFuture(lack)
                                        : rooms.creation(session.credentials(), room)
                                                .thenApply(
                                                        creation ->
                                                                lack.filter(
                                                                        each ->
                                                                                !isAbove(
                                                                                        creation,
                                                                                        session
                                                                                                .user()))));
    }

    private static Optional<Lack> lack(JsonNode levels, UserId user, String eventType) {
        long own =
                levels.path("users")
                        .path(user.value())
                        .asLong(levels.path("users_default").asLong(0));
        long needed =
                levels.path("events")
                        .path(eventType)
                        .asLong(levels.path("events_default").asLong(0));
        return own >= needed ? Optional.empty() : Optional.of(new Lack(own, needed));
    }

    private static boolean isAbove(MatrixEvent creation, UserId user) {
        JsonNode content = creation.content();
        boolean creates = creation.sender().equals(user);
        for (JsonNode other : content.path("additional_creators")) {
            creates |= user.value().equals(other.asText());
        }
        return creates && content.path("room_version").asInt(1) >= CREATORS_ABOVE;
    }
}
