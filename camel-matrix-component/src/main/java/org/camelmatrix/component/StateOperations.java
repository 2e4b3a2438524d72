// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.EventType;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.account.SignedIn;
import org.camelmatrix.internal.http.RoomsClient;
import org.camelmatrix.internal.message.EventContent;

/**
 * What a room is: its name, its topic, who may do what.
 *
 * <p>Any thread may call.
 */
final class StateOperations {

    /** The field that a text is, for types whose content is hardly anything else. */
    private static final Map<String, String> FIELDS_OF_TEXTS =
            Map.of(
                    EventType.NAME, "name",
                    EventType.TOPIC, "topic",
                    EventType.AVATAR, "url",
                    EventType.CANONICAL_ALIAS, "alias");

    CompletableFuture<Outcome> setState(OperationCall call) {
        EventKind kind = EventKind.required(call);
        ObjectNode content = EventContent.checked(content(call, kind.type()));
        return call.inRoom(
                (account, room) ->
                        encrypts(kind)
                                ? call.whileEncrypting(
                                        account, room, () -> set(account, room, kind, content))
                                : set(account, room, kind, content));
    }

    private static boolean encrypts(EventKind kind) {
        return kind.type().equals(EventType.ENCRYPTION) && kind.stateKey().isEmpty();
    }

    private static CompletableFuture<Outcome> set(
            SignedIn account, RoomId room, EventKind kind, ObjectNode content) {
        return account.client()
                .rooms()
                .setState(account.who(), room, kind.type(), kind.stateKey(), content)
                .thenApply(event -> set(room, event));
    }

    private static ObjectNode content(OperationCall call, String type) {
        Object body = call.message().getBody();
        String field = FIELDS_OF_TEXTS.get(type);
        if (field != null && body != null && !JsonBody.isJson(body)) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put(field, call.message().getBody(String.class));
        }
        if (type.equals(EventType.PINNED_EVENTS) && body instanceof Collection<?> events) {
            return pins(events);
        }
        return JsonBody.of(call, "the content of " + type);
    }

    private static Outcome set(RoomId room, EventId event) {
        return new Outcome.Headers(
                Map.of(
                        MatrixConstants.ROOM_ID,
                        room.value(),
                        MatrixConstants.EVENT_ID,
                        event.value()));
    }

    CompletableFuture<Outcome> getState(OperationCall call) {
        EventKind kind = EventKind.required(call);
        return call.aboutRoom(
                        (account, room) ->
                                Refusals.nullIfNotFound(
                                        account.client()
                                                .rooms()
                                                .state(
                                                        account.who(),
                                                        room,
                                                        kind.type(),
                                                        kind.stateKey())))
                .thenApply(Outcome.Body::new);
    }

    CompletableFuture<Outcome> pin(OperationCall call) {
        return changePins(call, call.target(), (pinned, message) -> pinned.add(message));
    }

    CompletableFuture<Outcome> unpin(OperationCall call) {
        EventId event = call.target();
        return changePins(
                call,
                event,
                (pinned, message) -> pinned.removeAll(List.of(event.value(), message)));
    }

    /** Changes the pinned events, and tells whether it has changed anything. */
    private interface PinChange {
        boolean apply(Set<String> pinned, String message);
    }

    private static CompletableFuture<Outcome> changePins(
            OperationCall call, EventId event, PinChange change) {
        return call.inRoom(
                (account, room) ->
                        call.message(account, room, event)
                                .thenCompose(
                                        message ->
                                                call.inTurn(
                                                        room,
                                                        () ->
                                                                changePins(
                                                                        account,
                                                                        room,
                                                                        message.value(),
                                                                        change))));
    }

    private static CompletableFuture<Outcome> changePins(
            SignedIn account, RoomId room, String message, PinChange change) {
        RoomsClient rooms = account.client().rooms();
        return Refusals.nullIfNotFound(
                        rooms.state(account.who(), room, EventType.PINNED_EVENTS, ""))
                .thenCompose(
                        now -> {
                            Set<String> pinned = new LinkedHashSet<>();
                            if (now != null) {
                                now.path("pinned").forEach(id -> pinned.add(id.asText()));
                            }
                            return change.apply(pinned, message)
                                    ? rooms.setState(
                                                    account.who(),
                                                    room,
                                                    EventType.PINNED_EVENTS,
                                                    "",
                                                    pins(pinned))
                                            .thenApply(event -> Outcome.DONE)
                                    : CompletableFuture.completedFuture(Outcome.DONE);
                        });
    }

    private static ObjectNode pins(Collection<?> events) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        ArrayNode pinned = content.putArray("pinned");
        events.forEach(event -> pinned.add(String.valueOf(event)));
        return content;
    }
}
