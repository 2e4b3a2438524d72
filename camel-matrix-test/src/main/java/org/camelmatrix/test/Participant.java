// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a user does in rooms, at a test's word and without requests; see {@link
 * MatrixHomeserver#as}. Rooms are named by id or alias, users by their full ids. Each method throws
 * {@link IllegalStateException} with the homeserver's error when it would refuse the user.
 *
 * <pre>{@code
 * homeserver.as(bob).send(room, "hello");
 * homeserver.as(alice).kick(room, bob.userId());
 * }</pre>
 */
public final class Participant {
    private final MatrixHomeserver homeserver;
    private final TestAccount account;

    Participant(MatrixHomeserver homeserver, TestAccount account) {
        this.homeserver = homeserver;
        this.account = account;
    }

    /** Sends a text message. Returns the event's id. */
    public String send(String room, String text) {
        return send(room, "m.room.message", Map.of("msgtype", "m.text", "body", text));
    }

    /** Sends text messages, one after the other. Returns the events' ids. */
    public List<String> sendAll(String room, List<String> texts) {
        List<String> events = new ArrayList<>();
        texts.forEach(text -> events.add(send(room, text)));
        return events;
    }

    /**
     * Sends any message event. Returns its id.
     *
     * @param content what Jackson can write as an object
     */
    public String send(String room, String type, Map<String, ?> content) {
        Map<String, String> path =
                Map.of(
                        "roomId",
                        id(room),
                        "eventType",
                        type,
                        "txnId",
                        homeserver.nextTransaction());
        return call(Endpoint.SEND, path, json(content)).get("event_id").asText();
    }

    /**
     * Sends a state event. Returns its id.
     *
     * @param content what Jackson can write as an object
     */
    public String setState(String room, String type, String stateKey, Map<String, ?> content) {
        Map<String, String> path =
                Map.of("roomId", id(room), "eventType", type, "stateKey", stateKey);
        return call(Endpoint.SEND_STATE, path, json(content)).get("event_id").asText();
    }

    /** Reacts to an event. Returns the reaction's id. */
    public String react(String room, String eventId, String key) {
        Map<String, String> relation =
                Map.of("rel_type", "m.annotation", "event_id", eventId, "key", key);
        return send(room, "m.reaction", Map.of("m.relates_to", relation));
    }

    /** Redacts an event. Returns the redaction's id. */
    public String redact(String room, String eventId) {
        Map<String, String> path =
                Map.of(
                        "roomId", id(room),
                        "eventId", eventId,
                        "txnId", homeserver.nextTransaction());
        return call(Endpoint.REDACT, path, Json.object()).get("event_id").asText();
    }

    /** Joins a room. */
    public void join(String room) {
        homeserver.join(account, room);
    }

    /** Leaves a room, or declines an invitation. */
    public void leave(String room) {
        call(Endpoint.LEAVE, Map.of("roomId", id(room)), Json.object());
    }

    /** Leaves a room and forgets it. */
    public void forget(String room) {
        leave(room);
        call(Endpoint.FORGET, Map.of("roomId", id(room)), Json.object());
    }

    /** Asks to be let into a room. */
    public void knock(String room) {
        call(Endpoint.KNOCK, Map.of("roomIdOrAlias", room), Json.object());
    }

    /** Invites a user. */
    public void invite(String room, String userId) {
        about(Endpoint.INVITE, room, userId);
    }

    /** Makes a user leave. */
    public void kick(String room, String userId) {
        about(Endpoint.KICK, room, userId);
    }

    /** Makes a user leave and keeps them out. */
    public void ban(String room, String userId) {
        about(Endpoint.BAN, room, userId);
    }

    /** Ends a ban. */
    public void unban(String room, String userId) {
        about(Endpoint.UNBAN, room, userId);
    }

    private void about(Endpoint endpoint, String room, String userId) {
        call(endpoint, Map.of("roomId", id(room)), Json.object().put("user_id", userId));
    }

    /** Reads up to an event, which all may see: the receipt {@code m.read}. */
    public void read(String room, String eventId) {
        Map<String, String> path =
                Map.of("roomId", id(room), "receiptType", Receipts.READ, "eventId", eventId);
        call(Endpoint.RECEIPT, path, Json.object());
    }

    /** Begins to type, for so long at most. */
    public void startTyping(String room, Duration time) {
        type(room, Json.object().put("typing", true).put("timeout", time.toMillis()));
    }

    /** Ends typing. */
    public void stopTyping(String room) {
        type(room, Json.object().put("typing", false));
    }

    private void type(String room, ObjectNode body) {
        call(Endpoint.TYPING, Map.of("roomId", id(room), "userId", account.userId()), body);
    }

    /** Puts a new room into a room's place. Returns the new room's id. */
    public String upgrade(String room, String newVersion) {
        ObjectNode body = Json.object().put("new_version", newVersion);
        return call(Endpoint.UPGRADE, Map.of("roomId", id(room)), body)
                .get("replacement_room")
                .asText();
    }

    /**
     * Keeps data at the homeserver, for example {@code m.direct}.
     *
     * @param content what Jackson can write as an object
     */
    public void setAccountData(String type, Map<String, ?> content) {
        Map<String, String> path = Map.of("userId", account.userId(), "type", type);
        call(Endpoint.SET_ACCOUNT_DATA, path, json(content));
    }

    private String id(String room) {
        return homeserver.roomId(room);
    }

    private ObjectNode call(Endpoint endpoint, Map<String, String> path, ObjectNode body) {
        return homeserver.call(endpoint, path, body, account);
    }

    private static ObjectNode json(Map<String, ?> content) {
        return (ObjectNode) Json.valueOf(content);
    }
}
