// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which events a client wants: {@code EventFilter} and {@code RoomEventFilter} of section
 * "Filtering".
 *
 * @param types empty for all; a pattern for each name, in which {@code *} is any text
 * @param senders empty for all
 * @param rooms empty for all
 * @param limit how many events at most; empty for the homeserver's choice
 * @param containsUrl empty when it does not matter
 */
record EventFilter(
        Optional<Pattern> types,
        Optional<Pattern> notTypes,
        Optional<Set<String>> senders,
        Set<String> notSenders,
        Optional<Set<String>> rooms,
        Set<String> notRooms,
        Optional<Integer> limit,
        boolean lazyLoadsMembers,
        Optional<Boolean> containsUrl) {

    static final EventFilter ANY = of(Json.object());

    /**
     * @throws MatrixError {@code M_UNKNOWN}
     */
    static EventFilter of(JsonNode json) {
        requireObject(json);
        return new EventFilter(
                texts(json, "types").map(EventFilter::pattern),
                texts(json, "not_types").map(EventFilter::pattern),
                texts(json, "senders"),
                texts(json, "not_senders").orElse(Set.of()),
                texts(json, "rooms"),
                texts(json, "not_rooms").orElse(Set.of()),
                limit(json.path("limit")),
                json.path("lazy_load_members").asBoolean(),
                Optional.ofNullable(json.get("contains_url")).map(JsonNode::asBoolean));
    }

    static void requireObject(JsonNode json) {
        if (!json.isMissingNode() && !json.isObject()) {
            throw MatrixError.unknown(400, "a filter must be an object");
        }
    }

    static Optional<Set<String>> texts(JsonNode json, String field) {
        JsonNode values = json.path(field);
        if (values.isMissingNode()) {
            return Optional.empty();
        }
        Set<String> texts = new HashSet<>();
        for (JsonNode value : values) {
            texts.add(value.textValue());
        }
        if (!values.isArray() || texts.contains(null)) {
            throw MatrixError.unknown(400, "'" + field + "' must be an array of strings");
        }
        return Optional.of(texts);
    }

    private static Optional<Integer> limit(JsonNode limit) {
        if (!limit.isMissingNode() && (!limit.canConvertToInt() || limit.intValue() < 0)) {
            throw MatrixError.unknown(400, "'limit' must be an integer of at least 0");
        }
        return limit.isMissingNode() ? Optional.empty() : Optional.of(limit.intValue());
    }

    private static Pattern pattern(Set<String> types) {
        return Pattern.compile(
                types.stream()
                        .map(type -> Pattern.quote(type).replace("*", "\\E.*\\Q"))
                        .collect(Collectors.joining("|", types.isEmpty() ? "(?!)" : "", "")));
    }

    boolean takes(RoomEvent event) {
        return takesType(event.type())
                && takesSender(event.sender())
                && takesRoom(event.roomId())
                && containsUrl.filter(wanted -> wanted != event.content().has("url")).isEmpty();
    }

    boolean takesType(String type) {
        return types.filter(pattern -> !pattern.matcher(type).matches()).isEmpty()
                && notTypes.filter(pattern -> pattern.matcher(type).matches()).isEmpty();
    }

    private boolean takesSender(String sender) {
        return senders.filter(wanted -> !wanted.contains(sender)).isEmpty()
                && !notSenders.contains(sender);
    }

    boolean takesRoom(String roomId) {
        return rooms.filter(wanted -> !wanted.contains(roomId)).isEmpty()
                && !notRooms.contains(roomId);
    }
}
