// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Section "Syncing". Every answer is made of what happened in the user's rooms since the client's
 * token; rooms in which nothing did cost one comparison.
 */
final class SyncApi {
    /** An answer, and whether it tells anything. */
    record Result(ObjectNode json, boolean hasNews) {}

    private final Rooms rooms;
    private final Stream stream;
    private final FilterApi filters;
    private final EventJson events;
    private final AccountData accountData;

    SyncApi(
            Rooms rooms,
            Stream stream,
            FilterApi filters,
            EventJson events,
            AccountData accountData) {
        this.rooms = rooms;
        this.stream = stream;
        this.filters = filters;
        this.events = events;
        this.accountData = accountData;
    }

    SyncRequest request(Call call) {
        return SyncRequest.of(call, filters.ofSync(call), stream);
    }

    Result answer(SyncRequest request) {
        ObjectNode json = Json.object().put("next_batch", Stream.token(stream.position()));
        boolean hasNews = addRooms(json, request);
        ArrayNode data = Json.array();
        List<AccountData.Entry> changed =
                accountData.since(new AccountData.Owner(request.user(), null), request.since());
        addAccountData(data, request.filter().accountData(), changed);
        if (!data.isEmpty()) {
            json.putObject("account_data").set("events", data);
            hasNews = true;
        }
        json.putObject("device_one_time_keys_count").put("signed_curve25519", 0);
        json.putArray("device_unused_fallback_key_types");
        return new Result(json, hasNews);
    }

    private boolean addRooms(ObjectNode json, SyncRequest request) {
        ObjectNode sections = Json.object();
        for (Room room : rooms.of(request.user())) {
            if (request.filter().takesRoom(room.id()) && mayTell(room, request)) {
                add(sections, room, request);
            }
        }
        if (!sections.isEmpty()) {
            json.set("rooms", sections);
        }
        return !sections.isEmpty();
    }

    private boolean mayTell(Room room, SyncRequest request) {
        AccountData.Owner owner = new AccountData.Owner(request.user(), room.id());
        return request.first()
                || request.fullState()
                || room.lastPosition() > request.since()
                || !accountData.since(owner, request.since()).isEmpty();
    }

    private void add(ObjectNode sections, Room room, SyncRequest request) {
        RoomSync sync = new RoomSync(room, request, events, accountData);
        switch (room.membership(request.user())) {
            case JOIN -> put(sections, "join", room, sync.joined());
            case INVITE -> put(sections, "invite", room, sync.asked("invite_state"));
            case KNOCK -> put(sections, "knock", room, sync.asked("knock_state"));
            case LEAVE, BAN -> put(sections, "leave", room, sync.left());
            case NONE -> {}
        }
    }

    private static void put(
            ObjectNode sections, String section, Room room, Optional<ObjectNode> json) {
        json.ifPresent(told -> sections.withObjectProperty(section).set(room.id(), told));
    }

    static void addAccountData(
            ArrayNode target, EventFilter filter, List<AccountData.Entry> entries) {
        entries.stream()
                .filter(entry -> filter.takesType(entry.type()))
                .forEach(
                        entry ->
                                target.addObject()
                                        .put("type", entry.type())
                                        .set("content", entry.content()));
    }
}
