// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which events of a room relate to which: section "Forming relationships between events". */
final class Relations {
    private static final int LONGEST_KEY = 500;

    /**
     * What an event's content says of its relation.
     *
     * @param key of an annotation; empty for others
     */
    record Relation(String type, String target, String key) {
        static Optional<Relation> of(JsonNode content) {
            JsonNode relation = content.path("m.relates_to");
            return relation.path("rel_type").isTextual() && relation.path("event_id").isTextual()
                    ? Optional.of(
                            new Relation(
                                    relation.path("rel_type").asText(),
                                    relation.path("event_id").asText(),
                                    relation.path("key").asText("")))
                    : Optional.empty();
        }
    }

    private final EventLog log;
    private final Map<String, List<String>> related = new HashMap<>();

    Relations(EventLog log) {
        this.log = log;
    }

    void add(RoomEvent event) {
        Relation.of(event.content())
                .ifPresent(
                        relation ->
                                related.computeIfAbsent(
                                                relation.target(), unused -> new ArrayList<>())
                                        .add(event.eventId()));
    }

    /** A redacted event relates to nothing. */
    void remove(RoomEvent event) {
        Relation.of(event.content())
                .map(relation -> related.get(relation.target()))
                .ifPresent(events -> events.remove(event.eventId()));
    }

    /** The events that relate to that one, oldest first. */
    List<RoomEvent> to(String eventId) {
        return related.getOrDefault(eventId, List.of()).stream()
                .map(id -> log.get(log.placeOf(id).orElseThrow()))
                .toList();
    }

    /** The events that relate to that one in a way, oldest first. */
    List<RoomEvent> to(String eventId, String type) {
        return to(eventId).stream()
                .filter(
                        event ->
                                Relation.of(event.content())
                                        .filter(relation -> relation.type().equals(type))
                                        .isPresent())
                .toList();
    }

    /** Section "Validity of replacement events": only the author edits, and never an edit. */
    Optional<RoomEvent> lastEditOf(RoomEvent event) {
        boolean isEdit =
                Relation.of(event.content())
                        .filter(relation -> relation.type().equals("m.replace"))
                        .isPresent();
        if (isEdit) {
            return Optional.empty();
        }
        return to(event.eventId(), "m.replace").stream()
                .filter(edit -> edit.sender().equals(event.sender()))
                .filter(edit -> edit.type().equals(event.type()))
                .reduce((earlier, later) -> later);
    }

    /**
     * Refuses an event that cannot relate so.
     *
     * @throws MatrixError {@code M_DUPLICATE_ANNOTATION} for a reaction that is there already
     */
    void requireValid(String sender, String type, JsonNode content) {
        Optional<Relation> relation = Relation.of(content);
        if (relation.isEmpty()) {
            return;
        }
        Optional<RoomEvent> target = log.placeOf(relation.get().target()).map(log::get);
        if (target.isEmpty()) {
            throw MatrixError.unknown(400, "Can't send relation to unknown event");
        }
        if (relation.get().type().equals("m.annotation")) {
            requireNew(sender, type, relation.get());
        }
        if (relation.get().type().equals("m.thread")
                && Relation.of(target.get().content()).isPresent()) {
            throw MatrixError.unknown(400, "Cannot start threads from an event with a relation");
        }
    }

    private void requireNew(String sender, String type, Relation annotation) {
        if (annotation.key().length() > LONGEST_KEY) {
            throw MatrixError.unknown(400, "Aggregation key is too long");
        }
        boolean there =
                to(annotation.target()).stream()
                        .filter(event -> event.sender().equals(sender))
                        .filter(event -> event.type().equals(type))
                        .anyMatch(
                                event ->
                                        Relation.of(event.content())
                                                .filter(annotation::equals)
                                                .isPresent());
        if (there) {
            throw MatrixError.of(400, "M_DUPLICATE_ANNOTATION", "Can't send same reaction twice");
        }
    }
}
