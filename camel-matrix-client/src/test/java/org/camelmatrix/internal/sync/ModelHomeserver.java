// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camelmatrix.internal.http.Abort;
import org.camelmatrix.internal.http.ApiRequest;
import org.camelmatrix.internal.http.ApiResponse;
import org.camelmatrix.internal.http.OpenAnswer;
import org.camelmatrix.internal.http.Transport;

/**
 * A homeserver in memory, of one account with one device: rooms with a timeline each, and to-device
 * events, which it deletes as soon as a request has a token from behind them. It never waits.
 */
final class ModelHomeserver implements Transport {

    /** Events of a room and to-device events that an answer holds at most. */
    private static final int LIMIT = 3;

    private static final int TO_DEVICE_LIMIT = 2;
    private static final int PAGE = 4;

    /** An event of a room; its number in the order of all events. */
    record Said(int number, String room, String id) {}

    /** A request for {@code /sync}. */
    record Asked(String since, Thread thread) {}

    private record Token(int rooms, int device) {
        static Token of(String text) {
            String[] parts = text.substring(1).split("_");
            return new Token(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }

        @Override
        public String toString() {
            return "s" + rooms + '_' + device;
        }
    }

    private final List<String> rooms = new ArrayList<>();
    private final List<Said> said = new ArrayList<>();
    private final Map<Integer, String> toDevice = new LinkedHashMap<>();
    private final List<Asked> asked = new ArrayList<>();
    private int sentToDevice;
    private boolean ignoresTo;
    private BooleanSupplier garbles = () -> false;

    /** Gives the answer to a request to a path that fails; null where it does not. */
    private Function<String, CompletableFuture<OpenAnswer>> faults = path -> null;

    ModelHomeserver(String... rooms) {
        this.rooms.addAll(List.of(rooms));
    }

    synchronized void fail(Function<String, CompletableFuture<OpenAnswer>> by) {
        faults = by;
    }

    /** Lets pages of a history go on beyond where they should end, as some homeservers do. */
    synchronized void ignoreTo() {
        ignoresTo = true;
    }

    /** Adds an entry that is no event to the timeline of a room in an answer of {@code /sync}. */
    synchronized void garble(BooleanSupplier when) {
        garbles = when;
    }

    synchronized void say(String room) {
        int number = said.size() + 1;
        said.add(new Said(number, room, "$" + number));
    }

    synchronized void sendToDevice(String name) {
        toDevice.put(++sentToDevice, name);
    }

    synchronized List<Said> said() {
        return Collections.unmodifiableList(said);
    }

    synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    @Override
    public CompletableFuture<ApiResponse> execute(ApiRequest request) {
        if (!request.uri().getPath().endsWith("/joined_rooms")) {
            return CompletableFuture.failedFuture(new IllegalStateException("not asked for"));
        }
        String ids = rooms.stream().map(id -> '"' + id + '"').collect(Collectors.joining(","));
        byte[] body = ("{\"joined_rooms\":[" + ids + "]}").getBytes(StandardCharsets.UTF_8);
        return CompletableFuture.completedFuture(new ApiResponse(200, null, null, body));
    }

    @Override
    public synchronized CompletableFuture<OpenAnswer> open(
            ApiRequest request, Duration silence, Abort abort) {
        String path = request.uri().getPath();
        Map<String, String> query = query(request.uri().getRawQuery());
        boolean sync = path.endsWith("/sync");
        if (sync) {
            asked.add(new Asked(query.get("since"), Thread.currentThread()));
        }
        CompletableFuture<OpenAnswer> fault = faults.apply(path);
        if (fault != null) {
            return fault;
        }
        String json = sync ? sync(query.get("since")) : page(room(path), query);
        return CompletableFuture.completedFuture(answer(200, json));
    }

    static OpenAnswer answer(int status, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return new OpenAnswer(
                status,
                null,
                null,
                "application/json",
                body.length,
                null,
                new ByteArrayInputStream(body),
                () -> {});
    }

    private static String room(String path) {
        String[] parts = path.split("/");
        return parts[parts.length - 2];
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String part : text.split("&")) {
            int equals = part.indexOf('=');
            query.put(
                    part.substring(0, equals),
                    URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return query;
    }

    private String sync(String since) {
        Token from = since == null ? new Token(0, 0) : Token.of(since);
        if (since != null) {
            toDevice.keySet().removeIf(number -> number <= from.device());
        }
        List<Integer> given =
                toDevice.keySet().stream()
                        .filter(number -> number > from.device())
                        .limit(TO_DEVICE_LIMIT)
                        .toList();
        int device = given.isEmpty() ? sentToDevice : given.get(given.size() - 1);
        String events =
                given.stream()
                        .map(n -> "{\"type\":\"" + toDevice.get(n) + "\",\"content\":{}}")
                        .collect(Collectors.joining(","));
        String joined =
                rooms.stream()
                        .map(room -> timeline(room, from.rooms(), since == null ? 1 : LIMIT))
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(","));
        return ("{\"next_batch\":\"%s\",\"rooms\":{\"join\":{%s}},\"to_device\":{\"events\":[%s]},"
                        + "\"device_one_time_keys_count\":{\"signed_curve25519\":7}}")
                .formatted(new Token(said.size(), Math.max(device, from.device())), joined, events);
    }

    private String timeline(String room, int after, int limit) {
        List<Said> news = between(room, after, said.size());
        if (news.isEmpty()) {
            return "";
        }
        boolean limited = news.size() > limit;
        List<Said> latest = news.subList(Math.max(0, news.size() - limit), news.size());
        return "\"%s\":{\"timeline\":{\"limited\":%s,\"events\":[%s]}}"
                .formatted(room, limited, json(latest) + (garbles.getAsBoolean() ? ",{}" : ""));
    }

    private String page(String room, Map<String, String> query) {
        int from = Token.of(query.get("from")).rooms();
        int to = ignoresTo || query.get("to") == null ? 0 : Token.of(query.get("to")).rooms();
        int limit = Math.min(PAGE, Integer.parseInt(query.get("limit")));
        List<Said> rest = between(room, to, from);
        List<Said> page =
                new ArrayList<>(rest.subList(Math.max(0, rest.size() - limit), rest.size()));
        boolean more = page.size() < rest.size();
        String end = more ? ",\"end\":\"" + new Token(page.get(0).number() - 1, 0) + '"' : "";
        Collections.reverse(page);
        return "{\"chunk\":[" + json(page) + ']' + end + '}';
    }

    private List<Said> between(String room, int after, int to) {
        return said.subList(after, Math.max(after, to)).stream()
                .filter(each -> each.room().equals(room))
                .toList();
    }

    private static String json(List<Said> events) {
        return events.stream()
                .map(
                        each ->
                                ("{\"type\":\"m.room.message\",\"sender\":\"@a:x\",\"event_id\":"
                                                + "\"%s\",\"origin_server_ts\":1,\"content\":{}}")
                                        .formatted(each.id()))
                .collect(Collectors.joining(","));
    }
}
