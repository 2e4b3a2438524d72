// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.camelmatrix.component.MatrixComponent;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.RoomEvent;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The example bots answer what others write. */
@ExtendWith(MatrixHomeserverExtension.class)
class BotExamplesTest {

    @TempDir private Path directory;
    private final Properties properties = new Properties();
    private MatrixHomeserver homeserver;
    private TestAccount bot;
    private TestAccount alice;
    private String room;

    @BeforeEach
    void inviteTheBot(MatrixHomeserver homeserver) {
        this.homeserver = homeserver;
        bot = homeserver.register("bot", "secret");
        alice = homeserver.register("alice", "secret");
        room = homeserver.createRoom(alice);
        homeserver.as(alice).invite(room, bot.userId());
        properties.setProperty("matrix.room", room);
        properties.setProperty("deploy.since", directory.resolve("since.json").toString());
    }

    @Test
    void theEchoSaysBackWhatIsWritten() throws Exception {
        try (CamelContext camel = start(Example.ECHO)) {
            String question = say("**hello**");
            RoomEvent answer = answer(1);
            assertThat(answer.body()).hasValue("You said: **hello**");
            assertThat(answer.formattedBody().orElse("")).contains("<strong>hello</strong>");
            assertAnswers(answer, question);
        }
    }

    @Test
    void theEchoAnswersNoOtherBotAndNoFile() throws Exception {
        try (CamelContext camel = start(Example.ECHO)) {
            send(Map.of("msgtype", "m.notice", "body", "You said: hello"));
            send(Map.of("msgtype", "m.file", "body", "a.txt", "url", "mxc://localhost/a"));
            say("end");
            assertThat(answer(1).body()).hasValue("You said: end");
        }
        assertThat(answers()).hasSize(1);
    }

    @Test
    void theCommandIsAnsweredAndOtherTalkIsNot() throws Exception {
        try (CamelContext camel = start(Example.DEPLOY)) {
            say("what about !deploy web 1.1?");
            String question = say("!deploy web 1.2");
            RoomEvent answer = answer(1);
            assertThat(answer.body()).hasValue("Deploying **web 1.2**");
            assertAnswers(answer, question);
            say("!deploy");
            assertThat(answer(2).body()).hasValue("Say what to deploy, such as `!deploy web 1.2`");
        }
        assertThat(answers()).hasSize(2);
    }

    @Test
    void aCommandThatWasGivenWhileTheBotWasAwayIsAnsweredOnce() throws Exception {
        try (CamelContext camel = start(Example.DEPLOY)) {
            say("!deploy web 1.2");
            answer(1);
        }
        say("!deploy web 1.3");
        try (CamelContext camel = start(Example.DEPLOY)) {
            assertThat(answer(2).body()).hasValue("Deploying **web 1.3**");
        }
        assertThat(answers()).hasSize(2);
    }

    @Test
    void onlyThoseWhoMayAskAreAnswered() throws Exception {
        properties.setProperty("deploy.senders", "@al*:localhost");
        TestAccount mallory = homeserver.register("mallory", "secret");
        homeserver.as(alice).invite(room, mallory.userId());
        homeserver.join(mallory, room);
        try (CamelContext camel = start(Example.DEPLOY)) {
            homeserver.as(mallory).send(room, "!deploy worse 6.6");
            say("!deploy web 1.2");
            assertThat(answer(1).body()).hasValue("Deploying **web 1.2**");
        }
        assertThat(answers()).hasSize(1);
    }

    /** The example, once it hears what is written from now on. */
    private CamelContext start(Example example) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        camel.getPropertiesComponent().setInitialProperties(properties);
        camel.getShutdownStrategy().setTimeout(10);
        camel.getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
        MatrixComponent matrix = camel.getComponent("matrix", MatrixComponent.class);
        matrix.getConfiguration().setHomeserverUrl(homeserver.url().toString());
        matrix.getConfiguration().setAccessToken(bot.accessToken());
        camel.addRoutes(example.routes());
        camel.start();
        await().until(() -> homeserver.longPolls() > 0);
        return camel;
    }

    private String say(String text) {
        return homeserver.as(alice).send(room, text);
    }

    private void send(Map<String, String> message) {
        homeserver.as(alice).send(room, "m.room.message", message);
    }

    private RoomEvent answer(int number) {
        await().until(() -> answers().size() >= number);
        return answers().get(number - 1);
    }

    private List<RoomEvent> answers() {
        return homeserver.messages(room).stream()
                .filter(event -> event.sender().equals(bot.userId()))
                .toList();
    }

    private static void assertAnswers(RoomEvent answer, String question) {
        assertThat(answer.msgtype()).hasValue("m.notice");
        assertThat(answer.content().at("/m.relates_to/m.in_reply_to/event_id").asText())
                .isEqualTo(question);
    }
}
