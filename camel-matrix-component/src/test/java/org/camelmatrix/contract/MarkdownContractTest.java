// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job: Markdown from a route, in any DSL, to a room in any form. */
@ExtendWith(ContractExtension.class)
class MarkdownContractTest {

    static final String MARKDOWN =
            """
            # Deploy 🚀

            | service | state |
            |---------|-------|
            | web     | *up*  |

            See [the log](https://example.org/log?a=1&b=2) <script>alert("x")</script>
            中文, مرحبا بالعالم ~~old~~
            """;

    static final String HTML =
            """
            <h1>Deploy 🚀</h1>
            <table><thead><tr><th>service</th><th>state</th></tr></thead>\
            <tbody><tr><td>web</td><td><em>up</em></td></tr></tbody></table>
            <p>See <a href="https://example.org/log?a=1&amp;b=2">the log</a> <br>
            中文, مرحبا بالعالم <del>old</del></p>"""
                    .strip();

    @ParameterizedTest
    @ValueSource(strings = {"11", "12"})
    void deliversMarkdownByEveryNameOfTheRoom(String version, Homeserver homeserver)
            throws Exception {
        Person alice = homeserver.register("alice");
        Person bot = homeserver.register("bot");
        String room = alice.createRoom(version, bot);
        String alias = alias(homeserver);
        alice.putAlias(alias, room);
        assertThat(room.contains(":"))
                .as("only old rooms have a domain")
                .isEqualTo(version.equals("11"));

        List<String> names =
                List.of(
                        room,
                        alias,
                        alias.replace("#", "%23"),
                        alias.replace("#", "%23").replace(":", "%3A"),
                        alias.replace("#", "r/"),
                        room.replace("!", "roomid/"),
                        "https://matrix.to/#/" + alias);
        try (RouteFixture java = new RouteFixture(bot);
                RouteFixture yaml = new RouteFixture(bot)) {
            java.start(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            for (int i = 0; i < names.size(); i++) {
                                from("direct:" + i).to("matrix:" + names.get(i));
                            }
                        }
                    });
            yaml.startYaml(yamlRoutes(names));
            for (int i = 0; i < names.size(); i++) {
                java.template().sendBody("direct:" + i, MARKDOWN);
                yaml.template().sendBody("direct:" + i, MARKDOWN);
            }
        }

        List<JsonNode> messages = alice.messages(room);
        assertThat(messages).hasSize(2 * names.size());
        for (JsonNode message : messages) {
            JsonNode content = message.get("content");
            assertThat(message.get("sender").asText()).isEqualTo(bot.userId());
            assertThat(content.get("msgtype").asText()).isEqualTo("m.text");
            assertThat(content.get("body").asText()).isEqualTo(MARKDOWN);
            assertThat(content.get("format").asText()).isEqualTo("org.matrix.custom.html");
            assertThat(content.get("formatted_body").asText()).isEqualTo(HTML);
            assertThat(content.get("m.mentions")).hasToString("{}");
        }
    }

    private static String yamlRoutes(List<String> names) {
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            yaml.append(
                    """
                    - from:
                        uri: direct:%d
                        steps:
                          - to:
                              uri: "matrix:%s"
                    """
                            .formatted(i, names.get(i)));
        }
        return yaml.toString();
    }

    static String alias(Homeserver homeserver) {
        return "#ops"
                + ThreadLocalRandom.current().nextInt(1_000_000_000)
                + ":"
                + homeserver.serverName();
    }
}
