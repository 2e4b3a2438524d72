// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client that nobody here wrote, matrix-nio, reads at a real Synapse what routes sent. */
@ExtendWith(ContractExtension.class)
class SecondClientSynapseTest {

    @Test
    void readsBackExactlyWhatTheRoutesSent(Synapse synapse) throws Exception {
        for (String version : List.of("11", "12")) {
            Person alice = synapse.register("alice");
            Person bot = synapse.register("bot");
            String room = alice.createRoom(version, bot);
            String alias = MarkdownContractTest.alias(synapse);
            alice.putAlias(alias, room);
            try (RouteFixture java = new RouteFixture(bot);
                    RouteFixture yaml = new RouteFixture(bot)) {
                java.start(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("direct:in").to("matrix:" + room);
                            }
                        });
                yaml.startYaml(
                        """
                        - from:
                            uri: direct:in
                            steps:
                              - to:
                                  uri: "matrix:%s"
                        """
                                .formatted(alias.replace("#", "%23")));
                java.template().sendBody("direct:in", MarkdownContractTest.MARKDOWN);
                yaml.template().sendBody("direct:in", MarkdownContractTest.MARKDOWN);
            }
            List<JsonNode> seen = new SecondClient(synapse, alice).read(room, 2);
            assertThat(seen)
                    .hasSize(2)
                    .allSatisfy(
                            event -> {
                                JsonNode content = event.get("content");
                                assertThat(event.get("sender").asText()).isEqualTo(bot.userId());
                                assertThat(content.get("body").asText())
                                        .isEqualTo(MarkdownContractTest.MARKDOWN);
                                assertThat(content.get("formatted_body").asText())
                                        .isEqualTo(MarkdownContractTest.HTML);
                            });
        }
    }
}
