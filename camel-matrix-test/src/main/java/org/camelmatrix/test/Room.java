package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A room: its timeline, and the state that the timeline adds up to. */
final class Room {
    private record StateKey(String type, String key) {}

    private final String id;
    private final RoomVersion version;
    private final Ids ids;
    private final List<RoomEvent> timeline = new ArrayList<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<StateKey, RoomEvent> state = new LinkedHashMap<>();

    Room(String id, RoomVersion version, Ids ids) {
        this.id = id;
        this.version = version;
        this.ids = ids;
    }

    String id() {
        return id;
    }

    List<RoomEvent> timeline() {
        return timeline;
    }

    Collection<RoomEvent> state() {
        return state.values();
    }

    RoomEvent addMessage(String sender, String type, JsonNode content) {
        return add(ids.eventId(), sender, type, null, content);
    }

    /** Sets state; a sender who repeats what is already there changes nothing. */
    RoomEvent setState(String sender, String type, String stateKey, JsonNode content) {
        RoomEvent old = state.get(new StateKey(type, stateKey));
        if (old != null && old.sender().equals(sender) && old.content().equals(content)) {
            return old;
        }
        return add(ids.eventId(), sender, type, stateKey, content);
    }

    RoomEvent create(String eventId, String sender, JsonNode content) {
        return add(eventId, sender, "m.room.create", "", content);
    }

    RoomEvent setMembership(
            String sender, String user, Membership membership, ObjectNode furtherContent) {
        ObjectNode content = Json.object().put("membership", membership.word());
        content.setAll(furtherContent);
        return setState(sender, "m.room.member", user, content);
    }

    private RoomEvent add(
            String eventId, String sender, String type, String stateKey, JsonNode content) {
        long now = System.currentTimeMillis();
        RoomEvent event = new RoomEvent(eventId, id, type, stateKey, sender, now, content);
        positions.put(eventId, timeline.size());
        timeline.add(event);
        if (stateKey != null) {
            state.put(new StateKey(type, stateKey), event);
        }
        return event;
    }

    Optional<RoomEvent> state(String type, String stateKey) {
        return Optional.ofNullable(state.get(new StateKey(type, stateKey)));
    }

    JsonNode stateContent(String type) {
        return state(type, "").map(RoomEvent::content).orElseGet(Json::object);
    }

    Membership membership(String user) {
        return state("m.room.member", user)
                .map(event -> Membership.of(event.content()))
                .orElse(Membership.NONE);
    }

    void requireJoined(String user) {
        if (membership(user) != Membership.JOIN) {
            throw MatrixError.forbidden("User " + user + " not in room " + id);
        }
    }

    PowerLevels powerLevels() {
        Set<String> creators = new HashSet<>();
        if (version.creatorsStandAbove() || state("m.room.power_levels", "").isEmpty()) {
            creators.add(timeline.get(0).sender());
            for (JsonNode creator : timeline.get(0).content().path("additional_creators")) {
                creators.add(creator.asText());
            }
        }
        return new PowerLevels(stateContent("m.room.power_levels"), creators);
    }

    /** How much of the timeline the user sees: all of it, or up to when they left. */
    int visibleTo(String user) {
        return switch (membership(user)) {
            case JOIN -> timeline.size();
            case LEAVE, BAN -> positions.get(state("m.room.member", user).get().eventId()) + 1;
            default ->
                    throw MatrixError.forbidden(
                            "User " + user + " not in room " + id + ", and previews are disabled");
        };
    }

    /** The state as it was after so many events. */
    Collection<RoomEvent> stateAt(int position) {
        if (position == timeline.size()) {
            return state();
        }
        Map<StateKey, RoomEvent> then = new LinkedHashMap<>();
        for (RoomEvent event : timeline.subList(0, position)) {
            if (event.stateKey() != null) {
                then.put(new StateKey(event.type(), event.stateKey()), event);
            }
        }
        return then.values();
    }

    /** The event and its place in the timeline, when the room has it. */
    Optional<RoomEvent> visibleEvent(String eventId, String user) {
        Integer position = positions.get(eventId);
        Set<Membership> sees = Set.of(Membership.JOIN, Membership.LEAVE, Membership.BAN);
        return position == null || !sees.contains(membership(user)) || position >= visibleTo(user)
                ? Optional.empty()
                : Optional.of(timeline.get(position));
    }
}
