// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** One room's part of an answer to {@code /sync}; empty where there is nothing to tell. */
final class RoomSync {
    private final Room room;
    private final SyncRequest request;
    private final EventJson events;
    private final AccountData accountData;

    RoomSync(Room room, SyncRequest request, EventJson events, AccountData accountData) {
        this.room = room;
        this.request = request;
        this.events = events;
        this.accountData = accountData;
    }

    /** A room that the user is in. */
    Optional<ObjectNode> joined() {
        boolean fresh = request.first() || isNewlyJoined();
        boolean whole = fresh || request.fullState();
        int from = fresh ? 0 : room.log().placeAt(request.since());
        TimelineSlice timeline = slice(from, room.log().size());
        if (fresh && !request.first()) {
            timeline = timeline.asLimited();
        }
        ObjectNode json = timelineAndState(timeline, whole);
        ArrayNode ephemeral = events(json, "ephemeral");
        addEphemeral(ephemeral, fresh ? 0 : request.since());
        addAccountData(events(json, "account_data"), fresh ? 0 : request.since());
        return whole || tellsAnything(json) ? Optional.of(json) : Optional.empty();
    }

    /** Whether the user was not in the room all the time since. */
    private boolean isNewlyJoined() {
        int since = room.log().placeAt(request.since());
        return room.membershipAt(since, request.user()) != Membership.JOIN
                || room.memberships(request.user()).stream()
                        .filter(place -> place >= since)
                        .anyMatch(place -> membershipSetAt(place) != Membership.JOIN);
    }

    private Membership membershipSetAt(int place) {
        return Membership.of(room.log().get(place).content());
    }

    /** A room that the user has left, or was made to leave. */
    Optional<ObjectNode> left() {
        String user = request.user();
        List<Integer> memberships = room.memberships(user);
        int leave = memberships.get(memberships.size() - 1);
        RoomEvent event = room.log().get(leave);
        boolean own =
                event.sender().equals(user) && Membership.of(event.content()) == Membership.LEAVE;
        if (request.first() && own && !request.filter().includeLeave()) {
            return Optional.empty();
        }
        int since = room.log().placeAt(request.since());
        if (!request.first() && leave < since) {
            return Optional.empty();
        }
        boolean knew = !request.first() && room.membershipAt(since, user) == Membership.JOIN;
        boolean wasIn =
                memberships.stream().anyMatch(place -> membershipSetAt(place) == Membership.JOIN);
        int from = knew ? since : wasIn ? 0 : leave;
        TimelineSlice timeline = slice(from, leave + 1);
        ObjectNode json = timelineAndState(timeline, !knew && wasIn);
        events(json, "account_data");
        return Optional.of(json);
    }

    /** A room that the user is invited to, or has knocked at. */
    Optional<ObjectNode> asked(String section) {
        List<Integer> memberships = room.memberships(request.user());
        int place = memberships.get(memberships.size() - 1);
        if (!request.first() && place < room.log().placeAt(request.since())) {
            return Optional.empty();
        }
        ObjectNode json = Json.object();
        EventJson.strippedState(room, room.log().get(place)).forEach(events(json, section)::add);
        return Optional.of(json);
    }

    private TimelineSlice slice(int from, int to) {
        return TimelineSlice.latest(room.log(), from, to, request.filter());
    }

    private ObjectNode timelineAndState(TimelineSlice timeline, boolean whole) {
        ObjectNode json = Json.object();
        ObjectNode timelineJson = json.putObject("timeline");
        ArrayNode told = timelineJson.putArray("events");
        timeline.events().forEach(e -> told.add(events.inSync(room, e, request.reader())));
        timelineJson.put("limited", timeline.limited());
        long before = room.log().position(timeline.before());
        timelineJson.put("prev_batch", Stream.token(before));
        ArrayNode state = events(json, request.stateAfter() ? "state_after" : "state");
        new StateDelta(room, request, timeline, whole)
                .events()
                .forEach(e -> state.add(events.inSync(room, e, request.reader())));
        return json;
    }

    private static ArrayNode events(ObjectNode json, String section) {
        return json.putObject(section).putArray("events");
    }

    private void addEphemeral(ArrayNode ephemeral, long since) {
        EventFilter filter = request.filter().ephemeral();
        if (!filter.takesRoom(room.id())) {
            return;
        }
        if (filter.takesType("m.receipt")) {
            room.receipts()
                    .since(since, request.user())
                    .ifPresent(
                            c -> ephemeral.addObject().put("type", "m.receipt").set("content", c));
        }
        List<String> typing = room.typing().users();
        boolean tells = since == 0 ? !typing.isEmpty() : room.typing().lastPosition() > since;
        if (tells && filter.takesType("m.typing")) {
            ObjectNode event = ephemeral.addObject().put("type", "m.typing");
            typing.forEach(event.putObject("content").putArray("user_ids")::add);
        }
    }

    private void addAccountData(ArrayNode data, long since) {
        EventFilter filter = request.filter().roomAccountData();
        if (filter.takesRoom(room.id())) {
            SyncApi.addAccountData(
                    data,
                    filter,
                    accountData.since(new AccountData.Owner(request.user(), room.id()), since));
        }
    }

    private static boolean tellsAnything(ObjectNode json) {
        for (JsonNode section : json) {
            if (!section.path("events").isEmpty() || section.path("limited").asBoolean()) {
                return true;
            }
        }
        return false;
    }
}
