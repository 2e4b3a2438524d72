// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Edits whose message the homeserver does not give, or gives in no usable form. */
class EditsStandInTest {

    private MatrixHomeserver homeserver;
    private TestAccount alice;
    private String room;
    private Listening listening;

    @BeforeEach
    void makeRoom() {
        homeserver = MatrixHomeserver.start();
        alice = homeserver.register("alice", "secret");
        Person bot = Person.register(homeserver.url(), "bot");
        room = homeserver.createRoom(alice);
        homeserver.as(alice).invite(room, bot.userId());
        bot.join(room);
        listening = Listening.in(room, bot);
    }

    @AfterEach
    void stop() {
        listening.close();
        homeserver.close();
    }

    private void edit(String message, String text) {
        homeserver
                .as(alice)
                .send(
                        room,
                        "m.room.message",
                        Map.of(
                                "msgtype",
                                "m.text",
                                "body",
                                "* " + text,
                                "m.new_content",
                                Map.of("msgtype", "m.text", "body", text),
                                "m.relates_to",
                                Map.of("rel_type", "m.replace", "event_id", message)));
    }

    private void say(String text) {
        homeserver.as(alice).send(room, text);
    }

    @Test
    void comesAgainWhileTheHomeserverCannotBeAskedWhateverOnFailureSays() throws Exception {
        edit(homeserver.as(alice).send(room, "first"), "better");
        say("last");
        homeserver.inject(Fault.html(502).on(Endpoint.EVENT).times(2));
        listening.start("&includeEdits=true&onFailure=skip", null);
        listening.await("last");
        assertThat(listening.bodies()).containsExactly("first", "better", "last");
    }

    @Test
    void isLeftOutWhereTheAccountMayNotSeeTheMessage() throws Exception {
        edit(homeserver.as(alice).send(room, "first"), "better");
        say("last");
        homeserver.inject(Fault.error(403, "M_FORBIDDEN", "not you").on(Endpoint.EVENT));
        listening.start("&includeEdits=true", null);
        listening.await("last");
        assertThat(listening.bodies()).containsExactly("first", "last");
    }

    @Test
    void isLeftOutWhereTheMessageCannotBeRead() throws Exception {
        edit(homeserver.as(alice).send(room, "first"), "better");
        say("last");
        String deep = "{\"content\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
        homeserver.inject(Fault.raw(200, "application/json", deep).on(Endpoint.EVENT));
        listening.start("&includeEdits=true", null);
        listening.await("last");
        assertThat(listening.bodies()).containsExactly("first", "last");
    }

    @Test
    void asksOnceForAMessageThatIsEditedAgainAndAgain() throws Exception {
        String message = homeserver.as(alice).send(room, "first");
        for (int i = 0; i < 50; i++) {
            edit(message, "revision " + i);
        }
        listening.start("&includeEdits=true", null);
        listening.await("revision 49");
        assertThat(listening.bodies()).hasSize(51);
        assertThat(homeserver.requestCount(Endpoint.EVENT)).isEqualTo(1);
    }
}
