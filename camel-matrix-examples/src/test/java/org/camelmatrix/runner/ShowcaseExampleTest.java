// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.camelmatrix.component.MatrixComponent;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.RoomEvent;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The showcase puts one message of each kind into the room. */
@ExtendWith(MatrixHomeserverExtension.class)
class ShowcaseExampleTest {

    private static final int EVENTS = 9;

    @Test
    void fillsTheRoomWithEachKindOfMessageInOrder(MatrixHomeserver homeserver) throws Exception {
        TestAccount bot = homeserver.register("bot", "secret");
        TestAccount owner = homeserver.register("owner", "secret");
        String room = homeserver.createRoom(owner);
        homeserver.as(owner).invite(room, bot.userId());
        List<RoomEvent> sent = run(homeserver, bot, room);

        RoomEvent report = sent.get(0);
        assertThat(report.formattedBody().orElse(""))
                .contains("<h2>", "<th", "<td", "<pre><code class=\"language-sh\">")
                .contains("<ol>", "<ul>", "<blockquote>", "<em>orders</em>");

        RoomEvent reaction = sent.get(1);
        assertThat(reaction.type()).isEqualTo("m.reaction");
        assertRelation(reaction, "m.annotation", report);
        assertThat(relation(reaction).path("key").asText()).isEqualTo("🎉");

        RoomEvent mention = sent.get(2);
        assertThat(mention.content().at("/m.mentions/user_ids/0").asText())
                .isEqualTo("@alice:example.org");
        assertThat(mention.formattedBody().orElse(""))
                .contains("<a href=\"https://matrix.to/#/@alice:example.org\">");

        RoomEvent alert = sent.get(3);
        assertThat(alert.body().orElse("")).contains("Firing");
        assertThat(relation(alert).isMissingNode()).isTrue();

        RoomEvent reply = sent.get(4);
        assertThat(relation(reply).at("/m.in_reply_to/event_id").asText())
                .isEqualTo(alert.eventId());
        assertThat(relation(reply).has("rel_type")).isFalse();

        assertRelation(sent.get(5), "m.thread", alert);
        assertRelation(sent.get(6), "m.thread", alert);

        RoomEvent edit = sent.get(7);
        assertRelation(edit, "m.replace", alert);
        assertThat(edit.content().at("/m.new_content/body").asText()).contains("Resolved");

        JsonNode image = sent.get(8).content();
        assertThat(image.path("msgtype").asText()).isEqualTo("m.image");
        assertThat(image.path("filename").asText()).isEqualTo("disk.png");
        assertThat(image.path("body").asText()).isEqualTo("The disk of `web1` today");
        assertThat(image.at("/info/w").asInt()).isEqualTo(1200);
        assertThat(image.at("/info/thumbnail_url").asText()).startsWith("mxc://");
    }

    private static List<RoomEvent> run(MatrixHomeserver homeserver, TestAccount bot, String room)
            throws Exception {
        Properties properties = new Properties();
        properties.setProperty("matrix.room", room);
        properties.setProperty("showcase.user", "@alice:example.org");
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.getPropertiesComponent().setInitialProperties(properties);
            MatrixComponent matrix = camel.getComponent("matrix", MatrixComponent.class);
            matrix.getConfiguration().setHomeserverUrl(homeserver.url().toString());
            matrix.getConfiguration().setAccessToken(bot.accessToken());
            camel.addRoutes(Example.SHOWCASE.routes());
            camel.start();
            await().until(() -> of(bot, homeserver, room).size() >= EVENTS);
        }
        assertThat(of(bot, homeserver, room)).hasSize(EVENTS);
        return of(bot, homeserver, room);
    }

    private static List<RoomEvent> of(TestAccount bot, MatrixHomeserver homeserver, String room) {
        return homeserver.events(room).stream()
                .filter(event -> event.sender().equals(bot.userId()) && event.stateKey() == null)
                .toList();
    }

    private static void assertRelation(RoomEvent event, String type, RoomEvent target) {
        assertThat(relation(event).path("rel_type").asText()).isEqualTo(type);
        assertThat(relation(event).path("event_id").asText()).isEqualTo(target.eventId());
    }

    private static JsonNode relation(RoomEvent event) {
        return event.content().path("m.relates_to");
    }
}
