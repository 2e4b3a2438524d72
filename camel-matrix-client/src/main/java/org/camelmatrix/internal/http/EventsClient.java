// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;

/**
 * The endpoints of the Client-Server API that receive events, and that send typing notifications
 * and receipts, in the specification's order and words.
 *
 * <p>Every future fails with a {@link MatrixException} and with nothing else. Immutable; any thread
 * may call, and the transport decides which thread completes.
 */
public final class EventsClient {

    private static final int LARGEST_SYNC = 1 << 30;
    static final int LARGEST_PAGE = 256 * 1024 * 1024;
    private static final int SMALL_ANSWER = 64 * 1024;

    /** An event with a newer version of it beside it, and escapes in its JSON. */
    private static final int LARGEST_EVENT = 1024 * 1024;

    /** Bytes of events: 250 of the largest that homeservers take. */
    private static final int MOST_OF_A_PAGE = 17 * 1024 * 1024;

    /** What an event takes beside its text. */
    private static final int OF_EACH_EVENT = 400;

    /** What may follow an answer that has been read, so that its connection can be used again. */
    private static final int LONGEST_REST = 8 * 1024;

    private static final Duration LONGEST_READ = Duration.ofMinutes(10);

    private final MatrixClient client;
    private final Transport transport;

    EventsClient(MatrixClient client, Transport transport) {
        this.client = client;
        this.transport = transport;
    }

    /**
     * {@code GET /sync}: waits for new events and gives them.
     *
     * @param who the credentials of the account
     * @param query the parameters
     * @param abort ends the waiting
     * @return the new events
     */
    public CompletableFuture<SyncAnswer> sync(Credentials who, SyncQuery query, Abort abort) {
        StringBuilder path = new StringBuilder(MatrixClient.V3).append("/sync?");
        if (query.since() != null) {
            path.append("since=").append(MatrixClient.segment(query.since())).append('&');
        }
        path.append("timeout=").append(query.timeout().toMillis());
        path.append("&use_state_after=true&set_presence=offline&filter=");
        path.append(MatrixClient.segment(query.filter().toString()));
        Call call =
                Call.of(
                        client.request("GET", path.toString(), who, null, LARGEST_SYNC),
                        "receive events");
        return stream(
                call,
                query.timeout(),
                abort,
                body -> {
                    DeviceReader device = query.withDevice() ? new DeviceReader() : null;
                    SyncAnswer answer = new SyncReader(device).read(body);
                    if (answer.nextBatch() == null) {
                        throw call.incomplete("next_batch");
                    }
                    return answer;
                });
    }

    /**
     * {@code GET /rooms/{roomId}/messages}, backwards: earlier events.
     *
     * @param who the credentials of the account
     * @param room the room
     * @param query the parameters
     * @return a page, the newest event first
     */
    public CompletableFuture<MessagesPage> messages(
            Credentials who, RoomId room, MessagesQuery query) {
        StringBuilder path = new StringBuilder(room(room)).append("/messages?dir=b");
        if (query.from() != null) {
            path.append("&from=").append(MatrixClient.segment(query.from()));
        }
        if (query.to() != null) {
            path.append("&to=").append(MatrixClient.segment(query.to()));
        }
        path.append("&limit=").append(query.limit());
        path.append("&filter=").append(MatrixClient.segment(query.filter().toString()));
        Call call =
                Call.of(
                        client.request("GET", path.toString(), who, null, LARGEST_PAGE),
                        "read the history of the room " + room);
        return stream(call, Duration.ZERO, new Abort(), body -> page(call, room, "end", body));
    }

    /**
     * The parameters of a page of a room's history.
     *
     * @param from the token where it begins, or null for the newest event of the room
     * @param to the token where it ends at the latest, or null
     * @param limit the largest number of events
     * @param filter a filter for events of a room ("RoomEventFilter")
     */
    public record MessagesQuery(String from, String to, int limit, ObjectNode filter) {}

    /**
     * A part of a history.
     *
     * @param next the field that tells where the next part begins
     * @throws MatrixException if it is no part of a history. If such an answer counted as an empty
     *     part, the history would seem complete
     */
    static MessagesPage page(Call call, RoomId room, String next, InputStream body)
            throws IOException {
        List<MatrixEvent> events = new ArrayList<>();
        String[] end = {null};
        int[] count = {-1};
        long[] kept = {0};
        EventReader.Sink sink =
                (event, bytes) -> {
                    kept[0] += bytes + OF_EACH_EVENT;
                    if (kept[0] > MOST_OF_A_PAGE) {
                        throw new LargePageException();
                    }
                    events.add(event);
                };
        try (EventReader reader = new EventReader(body)) {
            reader.object(
                    name -> {
                        if (name.equals(next)) {
                            end[0] = token(call, next, reader);
                        } else if (name.equals("chunk") && reader.isArray()) {
                            count[0] = reader.events(room, sink);
                        } else {
                            reader.skip();
                        }
                    });
        }
        if (count[0] < 0) {
            throw call.incomplete("chunk");
        }
        return new MessagesPage(events, count[0], end[0]);
    }

    /** A token; null where there is none. */
    private static String token(Call call, String name, EventReader reader) throws IOException {
        boolean none = reader.isNull();
        String token = reader.text();
        if (token == null && !none) {
            throw call.incomplete("valid " + name);
        }
        return token == null || token.isEmpty() ? null : token;
    }

    /**
     * {@code GET /rooms/{roomId}/state/m.room.member/{userId}}, the whole event: the membership of
     * a user.
     */
    public CompletableFuture<MatrixEvent> member(Credentials who, RoomId room, UserId user) {
        String path =
                room(room)
                        + "/state/m.room.member/"
                        + MatrixClient.segment(user.value())
                        + "?format=event";
        Call call =
                Call.of(
                        client.request("GET", path, who, null, LARGEST_EVENT),
                        "read how " + user + " is in the room " + room);
        return client.execute(call, answer -> answer.event(room));
    }

    /**
     * {@code PUT /rooms/{roomId}/typing/{userId}}: shows or ends the typing notification.
     *
     * @param who the credentials of the account
     * @param room the room
     * @param user the account
     * @param lasts how long to show it; zero ends it
     */
    public CompletableFuture<Void> typing(
            Credentials who, RoomId room, UserId user, Duration lasts) {
        ObjectNode body = object().put("typing", !lasts.isZero());
        if (!lasts.isZero()) {
            body.put("timeout", lasts.toMillis());
        }
        String path = room(room) + "/typing/" + MatrixClient.segment(user.value());
        return tell("PUT", path, who, body, "tell the room " + room + " that an answer comes");
    }

    /**
     * {@code POST /rooms/{roomId}/receipt/{receiptType}/{eventId}}: marks an event and all before
     * it as read.
     *
     * @param who the credentials of the account
     * @param room the room
     * @param event the event
     * @param receiptType {@code m.read}, or another type of receipt
     */
    public CompletableFuture<Void> read(
            Credentials who, RoomId room, EventId event, String receiptType) {
        String path =
                room(room)
                        + "/receipt/"
                        + MatrixClient.segment(receiptType)
                        + '/'
                        + MatrixClient.segment(event.value());
        return tell("POST", path, who, object(), "tell the room " + room + " what was read");
    }

    /** {@code GET /rooms/{roomId}/event/{eventId}}: an event as it is now. */
    public CompletableFuture<JsonNode> event(Credentials who, RoomId room, EventId event) {
        String path = room(room) + "/event/" + MatrixClient.segment(event.value());
        return client.execute(
                Call.of(
                        client.request("GET", path, who, null, LARGEST_EVENT),
                        "read the event " + event + " of the room " + room),
                Answer::json);
    }

    /** Reads a body as it comes. */
    @FunctionalInterface
    interface BodyReader<T> {
        T read(InputStream body) throws IOException;
    }

    <T> CompletableFuture<T> stream(
            Call call, Duration silence, Abort abort, BodyReader<T> reader) {
        return transport
                .open(call.request(), silence, abort)
                .handle(
                        (answer, failure) -> {
                            if (failure != null) {
                                throw call.noAnswer(failure);
                            }
                            try {
                                return read(call, answer, reader);
                            } catch (IOException e) {
                                throw call.noAnswer(e);
                            } finally {
                                answer.closeQuietly();
                            }
                        });
    }

    private static <T> T read(Call call, OpenAnswer answer, BodyReader<T> reader)
            throws IOException {
        if (answer.status() != 200) {
            throw call.failure(answer.failure());
        }
        InputStream body = new BoundedStream(answer.body(), LARGEST_SYNC, LONGEST_READ);
        T result = reader.read(body);
        body.readNBytes(LONGEST_REST);
        return result;
    }

    private CompletableFuture<Void> tell(
            String method, String path, Credentials who, ObjectNode body, String intent) {
        return client.execute(
                Call.of(client.request(method, path, who, body, SMALL_ANSWER), intent),
                answer -> null);
    }

    private static String room(RoomId room) {
        return MatrixClient.V3 + "/rooms/" + MatrixClient.segment(room.value());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
