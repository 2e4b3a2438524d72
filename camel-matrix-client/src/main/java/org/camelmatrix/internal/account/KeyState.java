// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.camelmatrix.event.EventId;
import org.camelmatrix.internal.outgoing.TransactionId;

/**
 * The state of an update key in a room.
 *
 * @param message the message that belongs to the key, or null for none
 * @param closed whether the next message with the key is a new one
 * @param opening a first message that the homeserver may or may not have, or null
 * @param recent the messages that were sent last, the newest at the end
 */
record KeyState(EventId message, boolean closed, Opening opening, List<Done> recent) {

    static final KeyState NONE = new KeyState(null, false, null, List.of());

    /** More than are sent at the same time for one key. */
    private static final int REMEMBERED = 8;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    KeyState {
        recent =
                List.copyOf(recent.subList(Math.max(0, recent.size() - REMEMBERED), recent.size()));
    }

    /**
     * A first message that was sent. It is unknown whether the homeserver has it.
     *
     * @param id its transaction id
     * @param ends whether it closes the key
     */
    record Opening(TransactionId id, boolean ends) {}

    /**
     * A message that was sent.
     *
     * @param id identifies the message
     * @param event its event
     * @param updated the message that it updated, or its own event
     */
    record Done(TransactionId id, EventId event, EventId updated) {}

    boolean isOpen() {
        return message != null && !closed;
    }

    Optional<Done> done(TransactionId id) {
        return recent.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** Changes with each message of the key. */
    String base() {
        return recent.isEmpty() ? "0" : recent.get(recent.size() - 1).id().value();
    }

    KeyState opening(TransactionId id, boolean ends) {
        return new KeyState(null, false, new Opening(id, ends), recent);
    }

    KeyState opened(TransactionId id, EventId first, boolean ends) {
        return new KeyState(first, ends, null, with(new Done(id, first, first)));
    }

    KeyState updated(TransactionId id, EventId event, boolean ends) {
        return new KeyState(message, ends, null, with(new Done(id, event, message)));
    }

    private List<Done> with(Done done) {
        return Stream.concat(recent.stream(), Stream.of(done)).toList();
    }

    /** The state as one line of text. */
    String toText() {
        ObjectNode text = JsonNodeFactory.instance.objectNode();
        if (message != null) {
            text.put("message", message.value());
        }
        text.put("closed", closed);
        if (opening != null) {
            text.putObject("opening").put("id", opening.id().value()).put("ends", opening.ends());
        }
        ArrayNode done = text.putArray("recent");
        recent.forEach(
                each ->
                        done.addObject()
                                .put("id", each.id().value())
                                .put("event", each.event().value())
                                .put("updated", each.updated().value()));
        return text.toString();
    }

    /**
     * Reads what {@link #toText} has written.
     *
     * @throws IllegalArgumentException if the text is no state
     */
    static KeyState of(String text) {
        JsonNode state;
        try {
            state = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the text is no JSON", e);
        }
        JsonNode opening = state.path("opening");
        List<Done> recent = new ArrayList<>();
        for (JsonNode each : state.path("recent")) {
            recent.add(
                    new Done(
                            new TransactionId(each.path("id").asText()),
                            new EventId(each.path("event").asText()),
                            new EventId(each.path("updated").asText())));
        }
        return new KeyState(
                state.has("message") ? new EventId(state.path("message").asText()) : null,
                state.path("closed").asBoolean(),
                opening.isMissingNode()
                        ? null
                        : new Opening(
                                new TransactionId(opening.path("id").asText()),
                                opening.path("ends").asBoolean()),
                recent);
    }
}
