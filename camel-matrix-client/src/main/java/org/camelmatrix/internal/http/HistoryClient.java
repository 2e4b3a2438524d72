// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.RoomId;

/**
 * The endpoints of the Client-Server API that read earlier events of a room ("Getting events for a
 * room", "Relationships API").
 *
 * <p>Every future fails with a {@link MatrixException} and with nothing else. Immutable; any thread
 * may call, and the transport decides which thread completes.
 */
public final class HistoryClient {

    /** An event has at most 64 KiB, which escapes and what is added can make many times as long. */
    private static final int EVENT = 1024 * 1024;

    private final MatrixClient client;

    HistoryClient(MatrixClient client) {
        this.client = client;
    }

    /**
     * A part of a history.
     *
     * @param from the token where it begins, or null for the first event in this direction
     * @param to the token where it ends at the latest, or null
     * @param limit the largest number of events
     * @param forwards whether the oldest event comes first
     */
    public record Part(String from, String to, int limit, boolean forwards) {

        private String query() {
            return (forwards ? "?dir=f" : "?dir=b")
                    + (from == null ? "" : "&from=" + MatrixClient.segment(from))
                    + (to == null ? "" : "&to=" + MatrixClient.segment(to))
                    + "&limit="
                    + limit;
        }
    }

    /**
     * The events that relate to an event.
     *
     * @param to the event that they relate to
     * @param relationType the relation type, such as {@code m.thread}, or null for any
     * @param eventType their type, or null for any; only with a relation type
     */
    public record Related(EventId to, String relationType, String eventType) {

        private String path() {
            return '/'
                    + MatrixClient.segment(to.value())
                    + (relationType == null ? "" : '/' + MatrixClient.segment(relationType))
                    + (eventType == null ? "" : '/' + MatrixClient.segment(eventType));
        }
    }

    /** {@code GET /rooms/{roomId}/messages}: the events of a room, page by page. */
    public CompletableFuture<MessagesPage> messages(Credentials who, RoomId room, Part part) {
        return page(
                who,
                room,
                RoomsClient.room(room) + "/messages" + part.query(),
                "end",
                "read the history of the room " + room);
    }

    /** {@code GET /_matrix/client/v1/rooms/{roomId}/relations/{eventId}}: related events. */
    public CompletableFuture<MessagesPage> relations(
            Credentials who, RoomId room, Related related, Part part) {
        return page(
                who,
                room,
                "/_matrix/client/v1/rooms/"
                        + MatrixClient.segment(room.value())
                        + "/relations"
                        + related.path()
                        + part.query(),
                "next_batch",
                "read what belongs to the event " + related.to() + " of the room " + room);
    }

    private CompletableFuture<MessagesPage> page(
            Credentials who, RoomId room, String path, String next, String intent) {
        Call call =
                Call.of(client.request("GET", path, who, null, EventsClient.LARGEST_PAGE), intent);
        return client.events().stream(
                call,
                Duration.ZERO,
                new Abort(),
                body -> EventsClient.page(call, room, next, body));
    }

    /** {@code GET /rooms/{roomId}/event/{eventId}}: one event. */
    public CompletableFuture<MatrixEvent> event(Credentials who, RoomId room, EventId event) {
        return client.execute(oneEvent(who, room, event), answer -> answer.event(room));
    }

    /**
     * The same endpoint. The answer is read as an event of {@code /sync} is, with the same bounds,
     * and an answer that is no event is no failure.
     *
     * @return the event; empty if the answer is no event or is beyond the bounds
     */
    public CompletableFuture<Optional<MatrixEvent>> readableEvent(
            Credentials who, RoomId room, EventId event) {
        return client.events().stream(
                oneEvent(who, room, event),
                Duration.ZERO,
                new Abort(),
                body -> EventReader.single(room, body));
    }

    private Call oneEvent(Credentials who, RoomId room, EventId event) {
        String path = RoomsClient.room(room) + "/event/" + MatrixClient.segment(event.value());
        return Call.of(
                client.request("GET", path, who, null, EVENT),
                "read the event " + event + " of the room " + room);
    }
}
