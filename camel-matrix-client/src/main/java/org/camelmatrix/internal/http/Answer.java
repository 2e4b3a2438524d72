// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.EventJson;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A homeserver's JSON object, read field by field. A field that the specification promises and that
 * is not there, or is something else, fails as {@link Call#incomplete} says.
 */
record Answer(Call call, JsonNode json) {

    private static final Logger LOG = LoggerFactory.getLogger(Answer.class);

    String text(String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw call.incomplete(field);
        }
        return value.asText();
    }

    /** A text that may be missing; then null. */
    String optionalText(String field) {
        JsonNode value = json.path(field);
        return value.isTextual() ? value.asText() : null;
    }

    List<String> texts(String field) {
        JsonNode array = json.path(field);
        if (!array.isArray()) {
            throw call.incomplete(field);
        }
        List<String> texts = new ArrayList<>(array.size());
        for (JsonNode item : array) {
            if (item.isTextual()) {
                texts.add(item.asText());
            }
        }
        return texts;
    }

    /** A secret that goes into a header: visible ASCII. */
    Secret token(String field) {
        String value = text(field);
        if (value.isEmpty() || value.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw call.incomplete("valid " + field);
        }
        return new Secret(value);
    }

    /** The id of a device, which may be missing; then null. It comes into logs and files. */
    String deviceId() {
        String value = optionalText("device_id");
        if (value != null && value.chars().anyMatch(Character::isISOControl)) {
            throw call.incomplete("valid device_id");
        }
        return value;
    }

    /** Room ids; what is none is left out, as nothing can be sent there. */
    Set<RoomId> roomIds(String field) {
        Set<RoomId> rooms = new HashSet<>();
        int others = 0;
        for (String text : texts(field)) {
            try {
                rooms.add(new RoomId(text));
            } catch (IllegalArgumentException e) {
                others++;
            }
        }
        if (others > 0) {
            LOG.debug("{} texts of {} are no room ids", others, field);
        }
        return rooms;
    }

    UserId userId() {
        return userId("user_id");
    }

    UserId userId(String field) {
        return identifier(field, UserId::new);
    }

    RoomId roomId() {
        return identifier("room_id", RoomId::new);
    }

    EventId eventId() {
        return identifier("event_id", EventId::new);
    }

    /** All of it as an event of a room. */
    MatrixEvent event(RoomId room) {
        EventJson event = new EventJson(json.toString().getBytes(StandardCharsets.UTF_8));
        return MatrixEvent.read(room, event).orElseThrow(() -> call.incomplete("event"));
    }

    private <T> T identifier(String field, Function<String, T> form) {
        String value = text(field);
        try {
            return form.apply(value);
        } catch (IllegalArgumentException e) {
            throw call.incomplete(field);
        }
    }
}
