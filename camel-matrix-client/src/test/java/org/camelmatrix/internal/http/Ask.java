// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.hc.client5.http.classic.HttpClient;
import org.camelmatrix.event.BaseUrl;
import org.camelmatrix.event.MediaContent;
import org.camelmatrix.event.MediaFile;
import org.camelmatrix.event.OutgoingEvent;
import org.camelmatrix.event.RoomAlias;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.TransactionId;
import org.camelmatrix.event.UserId;

/** Every endpoint that the client asks, with what a person calls it. */
enum Ask {
    VERSIONS("find a Matrix homeserver", true, server -> server.client().versions()),
    LOGIN("sign in as @a:hs", true, server -> server.client().login(user(), secret(), device())),
    LOGIN_TOKEN(
            "sign in as @a:hs",
            true,
            server -> server.client().loginWithToken(user(), secret(), device())),
    REFRESH("renew the access token", false, server -> server.client().refresh(secret())),
    LOGOUT("sign out", false, server -> server.client().logout(who())),
    WHOAMI("check the access token", true, server -> server.client().whoami(who())),
    JOINED_ROOMS("list the account's rooms", false, server -> server.client().joinedRooms(who())),
    ALIAS(
            "find the room of the alias #a:hs",
            false,
            server -> server.client().resolveAlias(who(), new RoomAlias("#a:hs"))),
    JOIN("join the room !r", false, server -> server.client().join(who(), "!r", List.of("hs"))),
    STATE(
            "read m.room.encryption of the room !r",
            false,
            server -> server.client().state(who(), room(), "m.room.encryption")),
    SEND(
            "send to the room !r",
            false,
            server -> server.client().send(who(), room(), event(), new TransactionId("t"))),
    PROFILE(
            "set displayname of @a:hs",
            false,
            server -> server.client().setProfileField(who(), user(), "displayname", "A")),
    MEDIA_CONFIG(
            "ask how large an upload may be",
            false,
            server -> server.client().largestUpload(who())),
    UPLOAD(
            "upload the file pom.xml",
            false,
            server ->
                    server.client()
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
                OutgoingEvent.ROOM_MESSAGE, JsonNodeFactory.instance.objectNode().put("body", "x"));
    }

    private static MatrixClient.Device device() {
        return new MatrixClient.Device(null, "test");
    }
}
