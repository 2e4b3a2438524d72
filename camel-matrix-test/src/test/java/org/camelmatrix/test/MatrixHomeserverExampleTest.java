// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the test of somebody's own code looks like; here the code under test is plain HTTP. */
@ExtendWith(MatrixHomeserverExtension.class)
class MatrixHomeserverExampleTest {

    @Test
    void findsTheMessageInTheRoom(MatrixHomeserver homeserver) throws Exception {
        TestAccount bot = homeserver.register("bot", "secret");
        String room = homeserver.createRoom(bot, RoomSetup.privateRoom().name("Operations"));

        assertThat(report("disk full", homeserver.url(), bot, room)).isEqualTo(200);

        assertThat(homeserver.messages(room))
                .extracting(message -> message.body().orElse(""))
                .containsExactly("disk full");
    }

    @Test
    void seesWhatTheCodeDoesWhenItIsLimited(MatrixHomeserver homeserver) throws Exception {
        TestAccount bot = homeserver.register("bot", "secret");
        String room = homeserver.createRoom(bot);
        homeserver.inject(Fault.error(429, "M_LIMIT_EXCEEDED", "later").on(Endpoint.SEND).times(1));

        assertThat(report("disk full", homeserver.url(), bot, room)).isEqualTo(429);
        assertThat(report("disk full", homeserver.url(), bot, room)).isEqualTo(200);

        assertThat(homeserver.requestCount(Endpoint.SEND)).isEqualTo(2);
        assertThat(homeserver.messages(room)).hasSize(1);
    }

    private static int report(String text, URI url, TestAccount bot, String room) throws Exception {
        String path = "/_matrix/client/v3/rooms/" + room + "/send/m.room.message/one";
        String body = "{\"msgtype\":\"m.notice\",\"body\":\"" + text + "\"}";
        HttpRequest request =
                HttpRequest.newBuilder(url.resolve(path))
                        .header("Authorization", "Bearer " + bot.accessToken())
                        .PUT(BodyPublishers.ofString(body))
                        .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }
}
