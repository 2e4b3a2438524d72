// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A room: its events, the state that they add up to, and what its members tell of themselves. */
final class Room {
    private static final String MEMBER = "m.room.member";

    private final String id;
    private final RoomVersion version;
    private final Ids ids;
    private final Stream stream;
    private final RoomsOfUsers roomsOfUsers;
    private final EventLog log = new EventLog();
    private final RoomState state = new RoomState(log);
    private final Relations relations = new Relations(log);
    private final Map<String, RoomEvent> redactions = new HashMap<>();
    private final Receipts receipts = new Receipts();
    private final Typing typing = new Typing();

    Room(String id, RoomVersion version, Ids ids, Stream stream, RoomsOfUsers roomsOfUsers) {
        this.id = id;
        this.version = version;
        this.ids = ids;
        this.stream = stream;
        this.roomsOfUsers = roomsOfUsers;
    }

    String id() {
        return id;
    }

    EventLog log() {
        return log;
    }

    RoomState history() {
        return state;
    }

    Relations relations() {
        return relations;
    }

    Receipts receipts() {
        return receipts;
    }

    Typing typing() {
        return typing;
    }

    Collection<RoomEvent> state() {
        return state.at(log.size());
    }

    /** The position of the latest thing that its members are told. */
    long lastPosition() {
        long told = Math.max(receipts.lastPosition(), typing.lastPosition());
        return Math.max(log.lastPosition(), told);
    }

    RoomEvent addMessage(String sender, String type, JsonNode content) {
        return add(ids.eventId(), sender, type, null, content);
    }

    /** Sets state; a sender who repeats what is already there changes nothing. */
    RoomEvent setState(String sender, String type, String stateKey, JsonNode content) {
        RoomEvent old = state.get(type, stateKey).orElse(null);
        if (old != null && old.sender().equals(sender) && old.content().equals(content)) {
            return old;
        }
        return add(ids.eventId(), sender, type, stateKey, content);
    }

    /** Sets state by an event whose id is known before. */
    RoomEvent setState(
            String eventId, String sender, String type, String stateKey, JsonNode content) {
        return add(eventId, sender, type, stateKey, content);
    }

    RoomEvent setMembership(
            String sender, String user, Membership membership, ObjectNode furtherContent) {
        ObjectNode content = Json.object().put("membership", membership.word());
        content.setAll(furtherContent);
        return setState(sender, MEMBER, user, content);
    }

    private RoomEvent add(
            String eventId, String sender, String type, String stateKey, JsonNode content) {
        long now = System.currentTimeMillis();
        RoomEvent event = new RoomEvent(eventId, id, type, stateKey, sender, now, content);
        int place = log.size();
        log.add(event, stream.next());
        relations.add(event);
        if (stateKey != null) {
            state.add(place);
        }
        if (MEMBER.equals(type) && stateKey != null) {
            roomsOfUsers.add(stateKey, this);
        }
        stream.tell(user -> user.equals(stateKey) || membership(user) == Membership.JOIN);
        return event;
    }

    /** Something that is no event but that its members are told. Returns its position. */
    long happened() {
        long position = stream.next();
        stream.tell(user -> membership(user) == Membership.JOIN);
        return position;
    }

    /** Takes the content of an event away: section "Redactions". */
    RoomEvent redact(String sender, String eventId, JsonNode content) {
        RoomEvent redaction = addMessage(sender, "m.room.redaction", content);
        log.placeOf(eventId)
                .map(log::get)
                .filter(event -> !redactions.containsKey(eventId))
                .ifPresent(
                        event -> {
                            relations.remove(event);
                            redactions.put(eventId, redaction);
                            log.replace(Redaction.of(event, version));
                        });
        return redaction;
    }

    /** What took an event's content away. */
    Optional<RoomEvent> redactionOf(String eventId) {
        return Optional.ofNullable(redactions.get(eventId));
    }

    Optional<RoomEvent> state(String type, String stateKey) {
        return state.get(type, stateKey);
    }

    JsonNode stateContent(String type) {
        return state(type, "").map(RoomEvent::content).orElseGet(Json::object);
    }

    Membership membership(String user) {
        return membershipAt(log.size(), user);
    }

    Membership membershipAt(int place, String user) {
        return state.at(place, new RoomState.Key(MEMBER, user))
                .map(event -> Membership.of(event.content()))
                .orElse(Membership.NONE);
    }

    /** The places of a user's membership events, oldest first. */
    List<Integer> memberships(String user) {
        return state.placesOf(new RoomState.Key(MEMBER, user));
    }

    void requireJoined(String user) {
        if (membership(user) != Membership.JOIN) {
            throw MatrixError.forbidden("User " + user + " not in room " + id);
        }
    }

    PowerLevels powerLevels() {
        Set<String> creators = new HashSet<>();
        if (version.creatorsStandAbove() || state("m.room.power_levels", "").isEmpty()) {
            creators.add(log.get(0).sender());
            for (JsonNode creator : log.get(0).content().path("additional_creators")) {
                creators.add(creator.asText());
            }
        }
        return new PowerLevels(stateContent("m.room.power_levels"), creators);
    }

    /** The place up to which the user sees the room: its end, or where they left. */
    int visibleTo(String user) {
        return switch (membership(user)) {
            case JOIN -> log.size();
            case LEAVE, BAN -> {
                List<Integer> places = memberships(user);
                yield places.get(places.size() - 1) + 1;
            }
            default ->
                    throw MatrixError.forbidden(
                            "User " + user + " not in room " + id + ", and previews are disabled");
        };
    }

    /** The event, when the room has it and the user may see it. */
    Optional<RoomEvent> visibleEvent(String eventId, String user) {
        Set<Membership> sees = Set.of(Membership.JOIN, Membership.LEAVE, Membership.BAN);
        return log.placeOf(eventId)
                .filter(place -> sees.contains(membership(user)) && place < visibleTo(user))
                .map(log::get);
    }
}
