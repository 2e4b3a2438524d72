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
import org.camelmatrix.event.TransactionId;

/**
 * What is known of a key in a room.
 *
 * @param message the message that shows its state, or null for none
 * @param closed whether the next message is a first one
 * @param opening the first message that may be on its way, or null
 * @param recent what was done last, the newest at the end
 */
record KeyState(EventId message, boolean closed, Opening opening, List<Done> recent) {

    static final KeyState NONE = new KeyState(null, false, null, List.of());

    /** More than are under way at the same time for one key. */
    private static final int REMEMBERED = 8;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    KeyState {
        recent =
                List.copyOf(recent.subList(Math.max(0, recent.size() - REMEMBERED), recent.size()));
    }

    /**
     * A first message that was asked for. Whether the homeserver has it is not known.
     *
     * @param id its transaction id
     * @param ends whether the key is closed by it
     */
    record Opening(TransactionId id, boolean ends) {}

    /**
     * A message that was sent.
     *
     * @param id what tells it from any other
     * @param event where it is
     * @param updated the message that it was for
     */
    record Done(TransactionId id, EventId event, EventId updated) {}

    boolean isOpen() {
        return message != null && !closed;
    }

    Optional<Done> done(TransactionId id) {
        return recent.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** What was done last; the same until another update is done. */
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

    /** As a text in one line. */
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
     * @throws IllegalArgumentException if it is something else
     */
    static KeyState of(String text) {
        JsonNode state;
        try {
            state = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is no JSON", e);
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
