// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.ApiRequest;
import org.camelmatrix.internal.http.ApiResponse;
import org.camelmatrix.internal.http.BaseUrl;
import org.camelmatrix.internal.http.Credentials;
import org.camelmatrix.internal.http.MatrixClient;
import org.camelmatrix.internal.http.Secret;
import org.camelmatrix.internal.http.Transport;
import org.junit.jupiter.api.Test;

/** What is remembered of rooms and for how long, with answers from paper and a clock by hand. */
class RoomDirectoryTest {

    private static final Recipient OPS = Recipient.parse("#ops:example.org?via=mine.org");

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private String target = "{\"room_id\":\"!a\",\"servers\":[\"x.org\",\"y.org\"]}";
    private int targetStatus = 200;
    private Instant now = Instant.EPOCH;

    private final Transport transport =
            request -> {
                asked.add(request.method() + ' ' + request.uri().getRawPath() + query(request));
                return CompletableFuture.completedFuture(answer(request.uri().getPath()));
            };
    private final Session session =
            new Session(
                    new MatrixClient(transport, new BaseUrl("https://hs.example.org")),
                    new UserId("@bot:example.org"),
                    "D",
                    new Credentials(new Secret("t")),
                    null);
    private final RoomDirectory rooms = new RoomDirectory(() -> now, Runnable::run);

    @Test
    void asksOnceAndJoinsByAliasWithTheServersThatKnowTheRoom() {
        assertThat(enter()).isEqualTo(new RoomId("!a"));
        assertThat(enter()).isEqualTo(new RoomId("!a"));
        assertThat(asked)
                .containsExactly(
                        "GET /_matrix/client/v3/directory/room/%23ops%3Aexample.org",
                        "GET /_matrix/client/v3/joined_rooms",
                        "POST /_matrix/client/v3/join/%23ops%3Aexample.org"
                                + "?via=mine.org&via=x.org&via=y.org");
    }

    @Test
    void looksAnAliasUpAgainAfterTenMinutes() {
        enter();
        now = now.plus(Duration.ofMinutes(10)).minusMillis(1);
        enter();
        assertThat(lookUps()).isEqualTo(1);
        now = now.plusMillis(1);
        target = "{\"room_id\":\"!b\",\"servers\":[]}";
        assertThat(enter()).isEqualTo(new RoomId("!b"));
        assertThat(lookUps()).isEqualTo(2);
    }

    @Test
    void keepsAnAliasWhileTheHomeserverCannotSay() {
        enter();
        now = now.plus(Duration.ofMinutes(11));
        targetStatus = 503;
        assertThat(enter()).isEqualTo(new RoomId("!a"));
    }

    @Test
    void forgetsAnAliasThatIsGone() {
        enter();
        now = now.plus(Duration.ofMinutes(11));
        targetStatus = 404;
        target = "{\"errcode\":\"M_NOT_FOUND\",\"error\":\"gone\"}";
        assertThatThrownBy(this::enter).hasCauseInstanceOf(MatrixRejectedException.class);
        targetStatus = 200;
        target = "{\"room_id\":\"!b\",\"servers\":[]}";
        assertThat(enter()).isEqualTo(new RoomId("!b"));
    }

    @Test
    void knowsTheRoomsThatTheAccountIsInAlready() {
        assertThat(rooms.enter(session, Recipient.parse("!in")).join())
                .isEqualTo(new RoomId("!in"));
        assertThat(asked).containsExactly("GET /_matrix/client/v3/joined_rooms");
    }

    private RoomId enter() {
        return rooms.enter(session, OPS).join();
    }

    private long lookUps() {
        return asked.stream().filter(request -> request.contains("/directory/")).count();
    }

    private ApiResponse answer(String path) {
        if (path.contains("/directory/")) {
            return response(targetStatus, target);
        }
        if (path.endsWith("/joined_rooms")) {
            return response(200, "{\"joined_rooms\":[\"!in\",\"not a room\",7]}");
        }
        return response(200, target);
    }

    private static ApiResponse response(int status, String body) {
        return new ApiResponse(status, null, null, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String query(ApiRequest request) {
        return request.uri().getRawQuery() == null ? "" : '?' + request.uri().getRawQuery();
    }
}
