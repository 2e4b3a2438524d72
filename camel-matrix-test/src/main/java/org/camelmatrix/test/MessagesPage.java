// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A page of a room's events, forwards or backwards. Its tokens are those of {@code /sync}. There is
 * no {@code end} where the room begins, or where it ends for now.
 */
final class MessagesPage {
    private static final int DEFAULT_LIMIT = 10;
    private static final int LARGEST_LIMIT = 1000;

    private final Call call;
    private final Room room;
    private final Stream stream;
    private final EventJson events;
    private final EventFilter filter;
    private final Settings.History settings;

    MessagesPage(Call call, Room room, Stream stream, EventJson events, Settings.History settings) {
        this.settings = settings;
        this.call = call;
        this.room = room;
        this.stream = stream;
        this.events = events;
        this.filter =
                call.query("filter")
                        .map(text -> EventFilter.of(SyncFilter.parse(text)))
                        .orElse(EventFilter.ANY);
    }

    ObjectNode json() {
        String direction = call.query("dir").orElse("f");
        if (!direction.equals("f") && !direction.equals("b")) {
            throw MatrixError.invalidParam("Query parameter 'dir' must be one of ['b', 'f']");
        }
        int limit = Math.min(settings.largestPage(), limit(call, DEFAULT_LIMIT));
        int visible = room.visibleTo(call.user());
        boolean forwards = direction.equals("f");
        int from = place("from", forwards ? 0 : visible, visible);
        int last = forwards ? visible : 0;
        int to = settings.pages() == HistoryPages.IGNORE_TO ? last : place("to", last, visible);
        int step = forwards ? 1 : -1;

        ObjectNode answer = Json.object();
        ArrayNode chunk = answer.putArray("chunk");
        Set<String> senders = new LinkedHashSet<>();
        int place = from;
        while (chunk.size() < limit && (forwards ? place < to : place > to)) {
            RoomEvent event = room.log().get(forwards ? place : place - 1);
            if (filter.takes(event)) {
                chunk.add(events.of(room, event, call.requester()));
                senders.add(event.sender());
            }
            place += step;
        }
        answer.put("start", token(from));
        if (!chunk.isEmpty() && place != (forwards ? visible : 0)) {
            answer.put("end", token(place));
        }
        if (filter.lazyLoadsMembers()) {
            addMembers(answer.putArray("state"), senders, Math.max(from, place));
        }
        return answer;
    }

    private void addMembers(ArrayNode state, Set<String> senders, int place) {
        for (String sender : senders) {
            room.history()
                    .at(place, new RoomState.Key("m.room.member", sender))
                    .ifPresent(event -> state.add(events.of(room, event, call.requester())));
        }
    }

    private String token(int place) {
        return Stream.token(room.log().position(place));
    }

    static int limit(Call call, int byDefault) {
        String limit = call.query("limit").orElse(String.valueOf(byDefault));
        if (!limit.matches("-?[0-9]{1,9}")) {
            throw MatrixError.invalidParam("Query parameter limit must be an integer");
        }
        if (limit.startsWith("-")) {
            throw MatrixError.invalidParam("Query parameter limit must be a positive integer.");
        }
        return Math.min(LARGEST_LIMIT, Integer.parseInt(limit));
    }

    private int place(String parameter, int byDefault, int visible) {
        return call.query(parameter)
                .map(stream::positionOf)
                .map(position -> Math.min(visible, room.log().placeAt(position)))
                .orElse(byDefault);
    }
}
