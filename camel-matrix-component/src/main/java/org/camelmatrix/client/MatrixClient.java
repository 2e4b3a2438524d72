package org.camelmatrix.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.hc.core5.net.PercentCodec;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.OutgoingEvent;
import org.camelmatrix.event.RoomAlias;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.TransactionId;
import org.camelmatrix.event.UserId;

/**
 * The endpoints of the Client-Server API that the component uses, one method each, in the
 * specification's order and words.
 *
 * <p>Every future fails with a {@link MatrixException} and with nothing else. Immutable; any thread
 * may call, and the transport decides which thread completes.
 */
public final class MatrixClient {

    private static final String V3 = "/_matrix/client/v3";
    private static final int SMALL_ANSWER = 64 * 1024;
    private static final int LARGE_ANSWER = 16 * 1024 * 1024;

    private final Transport transport;
    private final String baseUrl;

    /**
     * @param transport carries the requests
     * @param baseUrl the homeserver's base URL, to which the paths of the specification are added
     */
    public MatrixClient(Transport transport, URI baseUrl) {
        this.transport = transport;
        this.baseUrl = baseUrl.toString().replaceAll("/+$", "");
    }

    /** The base URL, without a slash at its end. */
    public String baseUrl() {
        return baseUrl;
    }

    /** {@code GET /_matrix/client/versions}: the versions of the specification that it speaks. */
    public CompletableFuture<List<String>> versions() {
        ApiRequest request = request("GET", "/_matrix/client/versions", null, null, SMALL_ANSWER);
        return execute(
                new Call(
                        request,
                        "find a Matrix homeserver",
                        "check the option homeserverUrl",
                        true,
                        null),
                answer -> answer.texts("versions"));
    }

    /**
     * {@code POST /login} with {@code m.login.password}.
     *
     * @param user who signs in
     * @param password the user's password
     * @param deviceId the device to use again, or null for a new one
     * @param deviceDisplayName what to call a new device
     * @return the new session
     */
    public CompletableFuture<Login> login(
            UserId user, Secret password, String deviceId, String deviceDisplayName) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", "m.login.password");
        body.putObject("identifier").put("type", "m.id.user").put("user", user.value());
        body.put("password", password.value());
        if (deviceId != null) {
            body.put("device_id", deviceId);
        }
        body.put("initial_device_display_name", deviceDisplayName);
        return execute(
                new Call(
                        request("POST", V3 + "/login", null, body, SMALL_ANSWER),
                        "sign in as " + user,
                        "check the options userId and password",
                        true,
                        password),
                answer ->
                        new Login(
                                answer.userId(),
                                answer.text("device_id"),
                                new Secret(answer.text("access_token"))));
    }

    /** {@code GET /account/whoami}: whose access token it is. */
    public CompletableFuture<WhoAmI> whoami(Secret accessToken) {
        return execute(
                new Call(
                        request("GET", V3 + "/account/whoami", accessToken, null, SMALL_ANSWER),
                        "check the access token",
                        "check the option accessToken",
                        true,
                        accessToken),
                answer -> new WhoAmI(answer.userId(), answer.optionalText("device_id")));
    }

    /** {@code GET /joined_rooms}: the rooms that the account is in. */
    public CompletableFuture<Set<RoomId>> joinedRooms(Secret accessToken) {
        return execute(
                new Call(
                        request("GET", V3 + "/joined_rooms", accessToken, null, LARGE_ANSWER),
                        "list the account's rooms",
                        "",
                        false,
                        accessToken),
                answer -> answer.roomIds("joined_rooms"));
    }

    /** {@code GET /directory/room/{roomAlias}}: the room that an alias points to. */
    public CompletableFuture<AliasTarget> resolveAlias(Secret accessToken, RoomAlias alias) {
        String path = V3 + "/directory/room/" + segment(alias.value());
        return execute(
                new Call(
                        request("GET", path, accessToken, null, SMALL_ANSWER),
                        "find the room of the alias " + alias,
                        "check the alias, or give the room's id",
                        false,
                        accessToken),
                answer -> new AliasTarget(answer.roomId(), answer.texts("servers")));
    }

    /**
     * {@code POST /join/{roomIdOrAlias}}: enters a room.
     *
     * @param accessToken who enters
     * @param roomIdOrAlias which room
     * @param via servers that may know the room
     * @return the id of the room that was entered
     */
    public CompletableFuture<RoomId> join(
            Secret accessToken, String roomIdOrAlias, List<String> via) {
        StringBuilder path = new StringBuilder(V3).append("/join/").append(segment(roomIdOrAlias));
        char separator = '?';
        for (String server : via) {
            path.append(separator).append("via=").append(segment(server));
            separator = '&';
        }
        return execute(
                new Call(
                        request(
                                "POST",
                                path.toString(),
                                accessToken,
                                JsonNodeFactory.instance.objectNode(),
                                SMALL_ANSWER),
                        "join the room " + roomIdOrAlias,
                        "check the recipient, and invite the account where the room wants it",
                        false,
                        accessToken),
                Answer::roomId);
    }

    /**
     * {@code PUT /rooms/{roomId}/send/{eventType}/{txnId}}: sends an event, once however often it
     * is tried with the same transaction id.
     *
     * @param accessToken who sends
     * @param room to where
     * @param event what
     * @param transaction the transaction id
     * @return the event's id
     */
    public CompletableFuture<EventId> send(
            Secret accessToken, RoomId room, OutgoingEvent event, TransactionId transaction) {
        String path =
                V3
                        + "/rooms/"
                        + segment(room.value())
                        + "/send/"
                        + segment(event.type())
                        + '/'
                        + segment(transaction.value());
        return execute(
                new Call(
                        request("PUT", path, accessToken, event.content(), SMALL_ANSWER),
                        "send to the room " + room,
                        "",
                        false,
                        accessToken),
                Answer::eventId);
    }

    private ApiRequest request(
            String method, String path, Secret accessToken, ObjectNode body, int maximumAnswer) {
        return new ApiRequest(
                method,
                URI.create(baseUrl + path),
                accessToken,
                body == null ? null : body.toString().getBytes(StandardCharsets.UTF_8),
                maximumAnswer);
    }

    private <T> CompletableFuture<T> execute(Call call, Function<Answer, T> reader) {
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

    private static String segment(String text) {
        return PercentCodec.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * A session that {@code /login} began.
     *
     * @param user whose it is
     * @param deviceId on which device
     * @param accessToken what proves it
     */
    public record Login(UserId user, String deviceId, Secret accessToken) {}

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
