// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.hc.core5.net.PercentCodec;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.BaseUrl;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.MediaFile;
import org.camelmatrix.event.OutgoingEvent;
import org.camelmatrix.event.RoomAlias;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.TransactionId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.failure.MatrixFailure;

/**
 * The endpoints of the Client-Server API that the component uses, one method each, in the
 * specification's order and words.
 *
 * <p>Every future fails with a {@link MatrixException} and with nothing else. Immutable; any thread
 * may call, and the transport decides which thread completes.
 */
public final class MatrixClient {

    static final String V3 = "/_matrix/client/v3";
    private static final int SMALL_ANSWER = 64 * 1024;

    /** For some 180 000 rooms. */
    private static final int ROOM_LIST = 8 * 1024 * 1024;

    /** An event has at most 64 KiB, which escapes in JSON can make six times as long. */
    private static final int EVENT_CONTENT = 6 * 64 * 1024;

    private final Transport transport;
    private final BaseUrl baseUrl;

    /**
     * @param transport carries the requests
     * @param baseUrl the homeserver's base URL, to which the paths of the specification are added
     */
    public MatrixClient(Transport transport, BaseUrl baseUrl) {
        this.transport = transport;
        this.baseUrl = baseUrl;
    }

    /** The homeserver's base URL. */
    public BaseUrl baseUrl() {
        return baseUrl;
    }

    /** {@code GET /_matrix/client/versions}: the versions of the specification that it speaks. */
    public CompletableFuture<List<String>> versions() {
        ApiRequest request = request("GET", "/_matrix/client/versions", null, null, SMALL_ANSWER);
        return execute(
                Call.firstContact(
                        request, "find a Matrix homeserver", "check the option homeserverUrl"),
                answer -> answer.texts("versions"));
    }

    /**
     * {@code POST /login} with {@code m.login.password}.
     *
     * @param user who signs in
     * @param password the user's password
     * @param device the device to sign in on
     * @return the new tokens
     */
    public CompletableFuture<Login> login(UserId user, Secret password, Device device) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", "m.login.password");
        body.putObject("identifier").put("type", "m.id.user").put("user", user.value());
        body.put("password", password.value());
        return login(user, body, password, device, "check the options userId and password");
    }

    /**
     * {@code POST /login} with {@code m.login.token}.
     *
     * @param user who signs in, as far as the caller knows
     * @param token the token, which works once
     * @param device the device to sign in on
     * @return the new tokens
     */
    public CompletableFuture<Login> loginWithToken(UserId user, Secret token, Device device) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", "m.login.token");
        body.put("token", token.value());
        return login(user, body, token, device, "set the option authenticationToken to a new one");
    }

    private CompletableFuture<Login> login(
            UserId user, ObjectNode body, Secret secret, Device device, String remedy) {
        if (device.id() != null) {
            body.put("device_id", device.id());
        }
        body.put("initial_device_display_name", device.displayName());
        body.put("refresh_token", device.refreshes());
        return execute(
                Call.firstContact(
                                request("POST", V3 + "/login", null, body, SMALL_ANSWER),
                                "sign in as " + user,
                                remedy)
                        .hiding(secret),
                answer -> {
                    if (answer.deviceId() == null) {
                        throw answer.call().incomplete("device_id");
                    }
                    return new Login(answer.userId(), answer.deviceId(), tokens(answer));
                });
    }

    /**
     * {@code POST /refresh}: new tokens for an old one, which goes on working until the new ones
     * are used.
     *
     * @param refreshToken the refresh token
     * @return the new tokens; without a refresh token where the old one stays
     */
    public CompletableFuture<Tokens> refresh(Secret refreshToken) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("refresh_token", refreshToken.value());
        return execute(
                Call.of(
                                request("POST", V3 + "/refresh", null, body, SMALL_ANSWER),
                                "renew the access token")
                        .hiding(refreshToken),
                MatrixClient::tokens);
    }

    /** {@code POST /logout}: ends the session of the access token, and its device with it. */
    public CompletableFuture<Void> logout(Credentials who) {
        return execute(
                Call.of(
                        request(
                                "POST",
                                V3 + "/logout",
                                who,
                                JsonNodeFactory.instance.objectNode(),
                                SMALL_ANSWER),
                        "sign out"),
                answer -> null);
    }

    private static Tokens tokens(Answer answer) {
        String refreshToken = answer.optionalText("refresh_token");
        return new Tokens(
                answer.token("access_token"),
                refreshToken == null ? null : new Secret(refreshToken));
    }

    /** {@code GET /account/whoami}: whose access token it is. */
    public CompletableFuture<WhoAmI> whoami(Credentials who) {
        return execute(
                Call.firstContact(
                        request("GET", V3 + "/account/whoami", who, null, SMALL_ANSWER),
                        "check the access token",
                        "check the option accessToken"),
                answer -> new WhoAmI(answer.userId(), answer.deviceId()));
    }

    /** {@code GET /joined_rooms}: the rooms that the account is in. */
    public CompletableFuture<Set<RoomId>> joinedRooms(Credentials who) {
        return execute(
                Call.of(
                        request("GET", V3 + "/joined_rooms", who, null, ROOM_LIST),
                        "list the account's rooms"),
                answer -> answer.roomIds("joined_rooms"));
    }

    /** {@code GET /directory/room/{roomAlias}}: the room that an alias points to. */
    public CompletableFuture<AliasTarget> resolveAlias(Credentials who, RoomAlias alias) {
        String path = V3 + "/directory/room/" + segment(alias.value());
        return execute(
                Call.of(
                        request("GET", path, who, null, SMALL_ANSWER),
                        "find the room of the alias " + alias,
                        "check the alias, or give the room's id"),
                answer -> new AliasTarget(answer.roomId(), answer.texts("servers")));
    }

    /**
     * {@code POST /join/{roomIdOrAlias}}: enters a room.
     *
     * @param who who enters
     * @param roomIdOrAlias which room
     * @param via servers that may know the room
     * @return the id of the room that was entered
     */
    public CompletableFuture<RoomId> join(Credentials who, String roomIdOrAlias, List<String> via) {
        StringBuilder path = new StringBuilder(V3).append("/join/").append(segment(roomIdOrAlias));
        char separator = '?';
        for (String server : via) {
            path.append(separator).append("via=").append(segment(server));
            separator = '&';
        }
        return execute(
                Call.of(
                        request(
                                "POST",
                                path.toString(),
                                who,
                                JsonNodeFactory.instance.objectNode(),
                                SMALL_ANSWER),
                        "join the room " + roomIdOrAlias,
                        "check the recipient, and invite the account where the room wants it"),
                Answer::roomId);
    }

    /**
     * {@code GET /rooms/{roomId}/state/{eventType}/}: the content of a state event with an empty
     * state key.
     *
     * @param who who asks
     * @param room which room
     * @param eventType the type
     * @return the content; failed with {@code M_NOT_FOUND} where there is no such event
     */
    public CompletableFuture<JsonNode> state(Credentials who, RoomId room, String eventType) {
        String path = V3 + "/rooms/" + segment(room.value()) + "/state/" + segment(eventType) + '/';
        return execute(
                Call.of(
                        request("GET", path, who, null, EVENT_CONTENT),
                        "read " + eventType + " of the room " + room),
                Answer::json);
    }

    /**
     * {@code PUT /rooms/{roomId}/send/{eventType}/{txnId}}: sends an event, once however often it
     * is tried with the same transaction id.
     *
     * @param who who sends
     * @param room to where
     * @param event what
     * @param transaction the transaction id
     * @return the event's id
     */
    public CompletableFuture<EventId> send(
            Credentials who, RoomId room, OutgoingEvent event, TransactionId transaction) {
        String path =
                V3
                        + "/rooms/"
                        + segment(room.value())
                        + "/send/"
                        + segment(event.type())
                        + '/'
                        + segment(transaction.value());
        return execute(
                Call.of(
                        new ApiRequest(
                                "PUT",
                                uri(who, path),
                                who.accessToken(),
                                event.json(),
                                SMALL_ANSWER),
                        "send to the room " + room),
                Answer::eventId);
    }

    /**
     * {@code PUT /rooms/{roomId}/redact/{eventId}/{txnId}}: takes an event back, once however often
     * it is tried with the same transaction id.
     *
     * @param who who does
     * @param room in which room
     * @param event which event
     * @param reason why, or null
     * @param transaction the transaction id
     * @return the redaction's id
     */
    public CompletableFuture<EventId> redact(
            Credentials who, RoomId room, EventId event, String reason, TransactionId transaction) {
        String path =
                V3
                        + "/rooms/"
                        + segment(room.value())
                        + "/redact/"
                        + segment(event.value())
                        + '/'
                        + segment(transaction.value());
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (reason != null) {
            body.put("reason", reason);
        }
        return execute(
                Call.of(
                        request("PUT", path, who, body, SMALL_ANSWER),
                        "redact the event " + event + " of the room " + room),
                Answer::eventId);
    }

    /**
     * {@code PUT /profile/{userId}/{keyName}}: sets a field of a user's profile.
     *
     * @param who who sets it
     * @param user whose profile, which is the user's own but for an administrator
     * @param keyName the field, such as {@code displayname} or {@code avatar_url}
     * @param value its value
     */
    public CompletableFuture<Void> setProfileField(
            Credentials who, UserId user, String keyName, String value) {
        String path = V3 + "/profile/" + segment(user.value()) + '/' + segment(keyName);
        ObjectNode body = JsonNodeFactory.instance.objectNode().put(keyName, value);
        return execute(
                Call.of(
                        request("PUT", path, who, body, SMALL_ANSWER),
                        "set " + keyName + " of " + user),
                answer -> null);
    }

    /** {@code GET /profile/{userId}}: what a user tells of himself, such as the name. */
    public CompletableFuture<JsonNode> profile(Credentials who, UserId user) {
        return execute(
                Call.of(
                        request(
                                "GET",
                                V3 + "/profile/" + segment(user.value()),
                                who,
                                null,
                                EVENT_CONTENT),
                        "read the profile of " + user),
                Answer::json);
    }

    /**
     * {@code GET /_matrix/client/v1/media/config}: the largest upload that the homeserver takes.
     *
     * @return bytes; empty where the homeserver does not say
     */
    public CompletableFuture<OptionalLong> largestUpload(Credentials who) {
        return execute(
                Call.of(
                        request("GET", "/_matrix/client/v1/media/config", who, null, SMALL_ANSWER),
                        "ask how large an upload may be"),
                answer -> {
                    JsonNode size = answer.json().path("m.upload.size");
                    return size.isIntegralNumber() && size.canConvertToLong() && size.asLong() >= 0
                            ? OptionalLong.of(size.asLong())
                            : OptionalLong.empty();
                });
    }

    /**
     * {@code POST /_matrix/media/v3/upload}: keeps a file at the homeserver. It is read while it is
     * sent, and is never in memory as a whole.
     *
     * @param who whose file it will be
     * @param file the file
     * @return its {@code mxc://} URI
     */
    public CompletableFuture<String> upload(Credentials who, MediaFile file) {
        String path = "/_matrix/media/v3/upload?filename=" + segment(file.name());
        Call call =
                Call.of(
                        new ApiRequest(
                                "POST",
                                uri(who, path),
                                who.accessToken(),
                                null,
                                file.contentType(),
                                file.content(),
                                SMALL_ANSWER),
                        "upload the file " + file.name());
        return transport
                .execute(call.request())
                .handle(
                        (response, failure) -> {
                            if (failure != null) {
                                throw notUploaded(call, file, failure);
                            }
                            return call.answer(response).text("content_uri");
                        });
    }

    private static MatrixException notUploaded(Call call, MediaFile file, Throwable failure) {
        Throwable cause = MatrixFailure.cause(failure);
        return cause instanceof UnreadableMediaException
                ? new MatrixRejectedException(
                        "The file "
                                + file.name()
                                + " cannot be read while it is sent ("
                                + cause.getMessage()
                                + "): let nobody move or change it meanwhile",
                        cause)
                : call.noAnswer(failure);
    }

    private URI uri(Credentials who, String path) {
        char separator = path.indexOf('?') < 0 ? '?' : '&';
        return URI.create(baseUrl.value() + path + actingAs(who, separator));
    }

    /** The endpoints that tell what happens in rooms. */
    public EventsClient events() {
        return new EventsClient(this, transport);
    }

    /** The endpoints that make rooms and describe them. */
    public RoomsClient rooms() {
        return new RoomsClient(this);
    }

    /** The endpoints that tell who is in a room. */
    public MembershipClient memberships() {
        return new MembershipClient(this);
    }

    /** The endpoints that tell what was said in a room. */
    public HistoryClient history() {
        return new HistoryClient(this);
    }

    /** Any endpoint. */
    public RawClient raw() {
        return new RawClient(this, transport);
    }

    /** The endpoints that rooms for two are found and made with. */
    public DirectRoomsClient directRooms() {
        return new DirectRoomsClient(this);
    }

    ApiRequest request(
            String method, String path, Credentials who, ObjectNode body, int maximumAnswer) {
        return new ApiRequest(
                method,
                uri(who, path),
                who == null ? null : who.accessToken(),
                body == null ? null : body.toString().getBytes(StandardCharsets.UTF_8),
                maximumAnswer);
    }

    /** Application Service API, "Identity assertion". */
    static String actingAs(Credentials who, char separator) {
        if (who == null || who.actingAs() == null) {
            return "";
        }
        String user = separator + "user_id=" + segment(who.actingAs().value());
        return who.actingDevice() == null
                ? user
                : user + "&device_id=" + segment(who.actingDevice());
    }

    <T> CompletableFuture<T> execute(Call call, Function<Answer, T> reader) {
        return transport
                .execute(call.request())
                .handle(
                        (response, failure) -> {
                            if (failure != null) {
                                throw call.noAnswer(failure);
                            }
                            return reader.apply(call.answer(response));
                        });
    }

    static String segment(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isUnreserved(text.charAt(i))) {
                return PercentCodec.encode(text, StandardCharsets.UTF_8);
            }
        }
        return text;
    }

    /** RFC 3986, 2.3: what a path may hold as it is. */
    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    /**
     * A device to sign in on.
     *
     * @param id its id, or null for a new one
     * @param displayName what to call it if it is new
     * @param refreshes whether it renews its access token, which expires then
     */
    public record Device(String id, String displayName, boolean refreshes) {

        /**
         * A device that renews its access token.
         *
         * @param id its id, or null for a new one
         * @param displayName what to call it if it is new
         */
        public Device(String id, String displayName) {
            this(id, displayName, true);
        }
    }

    /**
     * What proves a session.
     *
     * @param accessToken proves it now
     * @param refreshToken renews the access token, or null
     */
    public record Tokens(Secret accessToken, Secret refreshToken) {}

    /**
     * A session that {@code /login} began.
     *
     * @param user whose it is
     * @param deviceId on which device
     * @param tokens what proves it
     */
    public record Login(UserId user, String deviceId, Tokens tokens) {}

    /**
     * Whose access token it is.
     *
     * @param user the user
     * @param deviceId the device, or null for an application service without one
     */
    public record WhoAmI(UserId user, String deviceId) {}

    /**
     * What an alias points to.
     *
     * @param room the room
     * @param servers servers that know it
     */
    public record AliasTarget(RoomId room, List<String> servers) {}
}
