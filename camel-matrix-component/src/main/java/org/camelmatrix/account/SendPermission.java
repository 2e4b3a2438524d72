package org.camelmatrix.account;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.client.RoomsClient;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;

/**
 * Whether an account has the power level that a room wants for a type of events (Client-Server API,
 * "m.room.power_levels"). It is asked where a homeserver has refused an event, to say why.
 */
final class SendPermission {

    private static final String LEVELS = "m.room.power_levels";

    /** From this version on, the creators of a room have more power than any level. */
    private static final int CREATORS_ABOVE = 12;

    private SendPermission() {}

    /** Whether the account lacks the power level; true where that is not told. */
    static CompletableFuture<Boolean> isMissing(Session session, RoomId room, String eventType) {
        RoomsClient rooms = session.client().rooms();
        return rooms.state(session.credentials(), room, LEVELS, "")
                .thenCompose(
                        levels ->
                                suffices(levels, session.user(), eventType)
                                        ? CompletableFuture.completedFuture(false)
                                        : rooms.creation(session.credentials(), room)
                                                .thenApply(
                                                        creation ->
                                                                !isAbove(creation, session.user())))
                .exceptionally(failure -> true);
    }

    private static boolean suffices(JsonNode levels, UserId user, String eventType) {
        long own =
                levels.path("users")
                        .path(user.value())
                        .asLong(levels.path("users_default").asLong(0));
        long wanted =
                levels.path("events")
                        .path(eventType)
                        .asLong(levels.path("events_default").asLong(0));
        return own >= wanted;
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
