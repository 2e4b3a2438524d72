package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;

/**
 * Pages of a room's timeline. A token is a place between two events: {@code t3} lies behind the
 * first three.
 */
final class Timeline {
    private static final int DEFAULT_LIMIT = 10;
    private static final int LARGEST_LIMIT = 1000;

    private Timeline() {}

    static ObjectNode page(Call call, Room room, Function<RoomEvent, JsonNode> json) {
        String direction = call.query("dir").orElse("f");
        if (!direction.equals("f") && !direction.equals("b")) {
            throw MatrixError.invalidParam("Query parameter 'dir' must be one of ['b', 'f']");
        }
        int limit = limit(call);
        int visible = room.visibleTo(call.user());
        List<RoomEvent> events = room.timeline();
        boolean forwards = direction.equals("f");
        int from = place(call, "from", forwards ? 0 : visible, visible);
        int to = place(call, "to", forwards ? visible : 0, visible);
        int step = forwards ? 1 : -1;

        ObjectNode answer = Json.object();
        ArrayNode chunk = answer.putArray("chunk");
        int place = from;
        while (chunk.size() < limit && (forwards ? place < to : place > to)) {
            chunk.add(json.apply(events.get(forwards ? place : place - 1)));
            place += step;
        }
        answer.put("start", "t" + from);
        if (!chunk.isEmpty()) {
            answer.put("end", "t" + place);
        }
        return answer;
    }

    private static int limit(Call call) {
        String limit = call.query("limit").orElse(String.valueOf(DEFAULT_LIMIT));
        if (!limit.matches("-?[0-9]{1,9}")) {
            throw MatrixError.invalidParam("Query parameter limit must be an integer");
        }
        if (limit.startsWith("-")) {
            throw MatrixError.invalidParam("Query parameter limit must be a positive integer.");
        }
        return Math.min(LARGEST_LIMIT, Integer.parseInt(limit));
    }

    private static int place(Call call, String parameter, int byDefault, int visible) {
        String token = call.query(parameter).orElse("t" + byDefault);
        if (!token.matches("t[0-9]{1,9}")) {
            throw MatrixError.unknown(400, "'" + parameter + "' parameter is invalid");
        }
        return Math.min(visible, Integer.parseInt(token.substring(1)));
    }
}
