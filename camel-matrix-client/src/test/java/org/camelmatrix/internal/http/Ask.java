// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.hc.client5.http.classic.HttpClient;
import org.camelmatrix.event.EventType;
import org.camelmatrix.event.MediaContent;
import org.camelmatrix.event.RoomAlias;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.outgoing.MediaFile;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.TransactionId;

/** Every endpoint that the client asks, with what a person calls it. */
enum Ask {
    VERSIONS("find a Matrix homeserver", true, server -> server.client().sessions().versions()),
    LOGIN(
            "sign in as @a:hs",
            true,
            server -> server.client().sessions().login(user(), secret(), device())),
    LOGIN_TOKEN(
            "sign in as @a:hs",
            true,
            server -> server.client().sessions().loginWithToken(user(), secret(), device())),
    REFRESH(
            "renew the access token",
            false,
            server -> server.client().sessions().refresh(secret())),
    LOGOUT("sign out", false, server -> server.client().sessions().logout(who())),
    WHOAMI("check the access token", true, server -> server.client().sessions().whoami(who())),
    JOINED_ROOMS(
            "list the account's rooms",
            false,
            server -> server.client().memberships().joinedRooms(who())),
    ALIAS(
            "find the room of the alias #a:hs",
            false,
            server -> server.client().rooms().resolveAlias(who(), new RoomAlias("#a:hs"))),
    JOIN(
            "join the room !r",
            false,
            server -> server.client().memberships().join(who(), "!r", List.of("hs"))),
    STATE(
            "read m.room.encryption of the room !r",
            false,
            server -> server.client().rooms().state(who(), room(), EventType.ENCRYPTION, "")),
    SEND(
            "send to the room !r",
            false,
            server ->
                    server.client().sending().send(who(), room(), event(), new TransactionId("t"))),
    PROFILE(
            "set displayname of @a:hs",
            false,
            server ->
                    server.client().profiles().setProfileField(who(), user(), "displayname", "A")),
    MEDIA_CONFIG(
            "ask how large an upload may be",
            false,
            server -> server.client().media().largestUpload(who())),
    UPLOAD(
            "upload the file pom.xml",
            false,
            server ->
                    server.client()
                            .media()
                            .upload(
                                    who(),
                                    new MediaFile(
                                            MediaContent.of(new byte[1000]),
                                            "pom.xml",
                                            "text/xml",
                                            new byte[0])));

    /** What no text may show. */
    static final String SECRET = "syt_c2VjcmV0_AbCdEfGh";

    final String intent;
    final boolean firstContact;
    private final Function<Server, CompletableFuture<?>> request;

    Ask(String intent, boolean firstContact, Function<Server, CompletableFuture<?>> request) {
        this.intent = intent;
        this.firstContact = firstContact;
        this.request = request;
    }

    CompletableFuture<?> of(HttpClient http, String baseUrl, Duration longestAnswer) {
        return request.apply(new Server(http, new BaseUrl(baseUrl), longestAnswer));
    }

    private record Server(HttpClient http, BaseUrl baseUrl, Duration longestAnswer) {

        MatrixClient client() {
            return new MatrixClient(
                    new ClassicTransport(http, longestAnswer, Duration.ZERO), baseUrl);
        }
    }

    private static Secret secret() {
        return new Secret(SECRET);
    }

    private static Credentials who() {
        return new Credentials(secret());
    }

    private static UserId user() {
        return new UserId("@a:hs");
    }

    private static RoomId room() {
        return new RoomId("!r");
    }

    private static OutgoingEvent event() {
        return new OutgoingEvent(
                EventType.MESSAGE, JsonNodeFactory.instance.objectNode().put("body", "x"));
    }

    private static SessionClient.Device device() {
        return new SessionClient.Device(null, "test");
    }
}
