// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.component.MatrixConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a room gets of a message that no event holds. */
class OversizeContractTest extends TwoAccounts {

    private static final String REPORT =
            IntStream.range(0, 3000)
                    .mapToObj(
                            i ->
                                    "## Check "
                                            + i
                                            + "\n\nIt took **"
                                            + i
                                            + "** ms. ÄÖÜ 🚀\n\n```\nlog of "
                                            + i
                                            + "\n```\n")
                    .collect(Collectors.joining("\n"));

    private RouteFixture fixture;
    private String room;

    @BeforeEach
    void makeRoom() throws Exception {
        room = alice.createRoom(Map.of("preset", "public_chat"));
        fixture = new RouteFixture(bot);
        fixture.camel().start();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void arrivesInPartsInOrderAndWhole() {
        Exchange sent = fixture.send("matrix:" + room + "?oversize=split", REPORT);
        assertThat(sent.getException()).isNull();
        List<JsonNode> parts = alice.messages(room);
        assertThat(parts).hasSizeGreaterThan(2);
        assertThat(words(String.join("\n", alice.bodies(room)))).isEqualTo(words(REPORT));
        assertThat(sent.getMessage().getHeader(MatrixConstants.SPLIT_EVENT_IDS))
                .isEqualTo(parts.stream().map(part -> part.path("event_id").asText()).toList());
        assertThat(sent.getMessage().getHeader(MatrixConstants.EVENT_ID))
                .isEqualTo(parts.get(0).path("event_id").asText());
    }

    @Test
    void tellsOfPartsOnlyForTheMessageThatHasThem() {
        Exchange split = fixture.send("matrix:" + room + "?oversize=split", REPORT);
        split.getMessage().setBody("short");
        fixture.template().send("matrix:" + room, split);
        assertThat(split.getMessage().getHeader(MatrixConstants.EVENT_ID))
                .isEqualTo(
                        alice.messages(room)
                                .get(alice.messages(room).size() - 1)
                                .path("event_id")
                                .asText());
        assertThat(split.getMessage().getHeaders())
                .doesNotContainKey(MatrixConstants.SPLIT_EVENT_IDS);
    }

    @Test
    void arrivesInTheSamePartsWhenItComesAgain() {
        String uri = "matrix:" + room + "?oversize=split&idempotentKey=${header.report}";
        fixture.template().sendBodyAndHeader(uri, REPORT, "report", 7);
        int parts = alice.messages(room).size();
        fixture.template().sendBodyAndHeader(uri, REPORT, "report", 7);
        assertThat(alice.messages(room)).hasSize(parts);
    }

    @Test
    void arrivesAsAFileWithItsBeginning() {
        Exchange sent = fixture.send("matrix:" + room + "?oversize=file", REPORT);
        assertThat(sent.getException()).isNull();
        assertThat(alice.messages(room)).hasSize(1);
        JsonNode content = alice.messages(room).get(0).path("content");
        assertThat(content.path("msgtype").asText()).isEqualTo("m.file");
        assertThat(content.path("filename").asText()).isEqualTo("message.md");
        assertThat(content.path("body").asText()).startsWith("## Check 0").endsWith("…");
        byte[] file = alice.download(content.path("url").asText());
        assertThat(new String(file, StandardCharsets.UTF_8)).isEqualTo(REPORT);
        assertThat(content.path("info").path("size").asInt()).isEqualTo(file.length);
    }

    @Test
    void isNoFileInAnEncryptedRoom() {
        String secret =
                alice.createRoom(
                        Map.of(
                                "preset",
                                "public_chat",
                                "initial_state",
                                List.of(
                                        Map.of(
                                                "type",
                                                "m.room.encryption",
                                                "content",
                                                Map.of("algorithm", "m.megolm.v1.aes-sha2")))));
        assertThat(fixture.send("matrix:" + secret + "?oversize=file", REPORT).getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("oversize=split");
        assertThat(alice.messages(secret)).isEmpty();
    }

    @Test
    void isRefusedWithTheOptionThatMendsIt() {
        assertThat(fixture.send("matrix:" + room, REPORT).getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("oversize");
        assertThat(alice.messages(room)).isEmpty();
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}
