// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The example bots answer, at a real Synapse, a person who uses matrix-nio. */
@ExtendWith(ContractExtension.class)
class BotSynapseTest {

    private static final Path EXAMPLES =
            Path.of("..", "camel-matrix-examples", "src", "main", "resources", "examples");

    @TempDir private Path directory;
    private Synapse synapse;
    private Person alice;
    private Person bot;
    private String room;

    @BeforeEach
    void inviteTheBot(Synapse synapse) {
        this.synapse = synapse;
        alice = synapse.register("alice");
        bot = synapse.register("bot");
        room = alice.createRoom("12", bot);
    }

    @Test
    void theEchoSaysBackWhatItWasTold() throws Exception {
        try (RouteFixture echo = start("echo.yaml")) {
            JsonNode answer = new SecondClient(synapse, alice).say(room, "hello, *bot*");
            assertAnswers(answer, "hello, *bot*", "You said: hello, *bot*");
            assertThat(answer.at("/content/formatted_body").asText())
                    .contains("You said: hello, <em>bot</em>");
        }
    }

    @Test
    void theCommandIsAnsweredAlsoWhenItWasGivenWhileTheBotWasAway() throws Exception {
        try (RouteFixture deploy = start("deploy.yaml")) {
            JsonNode answer = new SecondClient(synapse, alice).say(room, "!deploy web 1.2");
            assertAnswers(answer, "!deploy web 1.2", "Deploying **web 1.2**");
        }
        alice.call(
                "PUT",
                "/_matrix/client/v3/rooms/" + Person.encode(room) + "/send/m.room.message/later",
                Map.of("msgtype", "m.text", "body", "!deploy web 1.3"));
        try (RouteFixture deploy = start("deploy.yaml")) {
            await().until(() -> alice.messages(room).size() == 4);
        }
        assertThat(alice.bodies(room))
                .containsExactly(
                        "!deploy web 1.2",
                        "Deploying **web 1.2**",
                        "!deploy web 1.3",
                        "Deploying **web 1.3**");
    }

    /** The example as people get it, once it hears what is written from now on. */
    private RouteFixture start(String example) throws Exception {
        RouteFixture camel = new RouteFixture(bot);
        Properties properties = new Properties();
        properties.setProperty("matrix.room", room);
        properties.setProperty("deploy.since", directory.resolve("since.json").toString());
        camel.camel().getPropertiesComponent().setInitialProperties(properties);
        long before = syncs();
        camel.startYaml(Files.readString(EXAMPLES.resolve(example)));
        await().until(() -> syncs() > before);
        return camel;
    }

    private long syncs() {
        return synapse.requests().stream()
                .filter(request -> request.contains("/_matrix/client/v3/sync"))
                .count();
    }

    private void assertAnswers(JsonNode answer, String question, String text) {
        JsonNode asked =
                alice.messages(room).stream()
                        .filter(event -> event.at("/content/body").asText().equals(question))
                        .findFirst()
                        .orElseThrow();
        assertThat(asked.get("sender").asText()).isEqualTo(alice.userId());
        assertThat(answer.get("sender").asText()).isEqualTo(bot.userId());
        JsonNode content = answer.get("content");
        assertThat(content.get("msgtype").asText()).isEqualTo("m.notice");
        assertThat(content.get("body").asText()).isEqualTo(text);
        assertThat(content.at("/m.relates_to/m.in_reply_to/event_id").asText())
                .isEqualTo(asked.get("event_id").asText());
    }
}
