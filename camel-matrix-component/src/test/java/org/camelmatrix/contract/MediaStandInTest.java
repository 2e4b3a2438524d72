// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.component.MatrixConstants;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MediaEndpoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a file when the homeserver fails on the way. */
class MediaStandInTest {

    private static final byte[] FILE = new byte[1 << 20];

    static {
        new Random(3).nextBytes(FILE);
    }

    @TempDir private Path folder;

    private static RouteFixture fixture(Person bot, String room) throws Exception {
        return new RouteFixture(bot)
                .start(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("direct:in")
                                        .errorHandler(noErrorHandler())
                                        .to("matrix:" + room);
                            }
                        });
    }

    private static InputStream once(byte[] bytes) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {};
    }

    @Test
    void sendsTheEventOnceWhenAnswersAreLost() throws Exception {
        File file = Files.write(folder.resolve("a.bin"), FILE).toFile();
        try (MatrixHomeserver homeserver = MatrixHomeserver.start()) {
            Person bot = Person.register(homeserver.url(), "bot");
            String room = bot.createRoom("12");
            try (RouteFixture fixture = fixture(bot, room)) {
                for (Object body : new Object[] {file, file.toPath(), FILE, once(FILE)}) {
                    int before = bot.messages(room).size();
                    long uploads = homeserver.requestCount(Endpoint.UPLOAD);
                    homeserver.inject(Fault.answerLost().on(Endpoint.UPLOAD).times(1));
                    homeserver.inject(Fault.answerLost().on(Endpoint.SEND).times(2));
                    Exchange exchange = fixture.send("direct:in", body);
                    assertThat(exchange.getException()).isNull();
                    List<JsonNode> messages = bot.messages(room);
                    assertThat(messages).hasSize(before + 1);
                    assertThat(bot.download(messages.get(before).at("/content/url").asText()))
                            .isEqualTo(FILE);
                    assertThat(homeserver.requestCount(Endpoint.UPLOAD) - uploads)
                            .as("uploads: one was lost, and none follows those of the event")
                            .isEqualTo(2);
                }
            }
        }
    }

    @Test
    void isTheSameMessageAfterARestart() throws Exception {
        File file = Files.write(folder.resolve("a.bin"), FILE).toFile();
        try (MatrixHomeserver homeserver = MatrixHomeserver.start()) {
            Person bot = Person.register(homeserver.url(), "bot");
            String room = bot.createRoom("12");
            for (int run = 0; run < 2; run++) {
                try (RouteFixture fixture = new RouteFixture(bot)) {
                    fixture.start(
                            new RouteBuilder() {
                                @Override
                                public void configure() {
                                    from("direct:in")
                                            .to("matrix:" + room + "?idempotentKey=${body.name}")
                                            .id("send");
                                }
                            });
                    assertThat(fixture.send("direct:in", file).getException()).isNull();
                }
            }
            assertThat(bot.messages(room)).hasSize(1);
        }
    }

    @Test
    void leavesNothingBehindOfWhatItKept() throws Exception {
        try (MatrixHomeserver homeserver = MatrixHomeserver.start()) {
            Person bot = Person.register(homeserver.url(), "bot");
            String room = bot.createRoom("12");
            try (RouteFixture fixture = fixture(bot, room)) {
                long before = kept();
                homeserver.inject(Fault.error(403, "M_FORBIDDEN", "no").on(Endpoint.UPLOAD));
                assertThat(fixture.send("matrix:" + room, once(FILE)).getException())
                        .isInstanceOf(MatrixRejectedException.class);
                homeserver.clearFaults();
                assertThat(fixture.send("matrix:" + room, once(FILE)).getException()).isNull();
                assertThat(kept()).isEqualTo(before);
            }
        }
    }

    /** Its length is known, and each attempt can read it, also that of Camel's error handler. */
    @Test
    void sendsTheStreamOfAFileAgain() throws Exception {
        Path file = Files.write(folder.resolve("a.bin"), FILE);
        try (MatrixHomeserver homeserver = MatrixHomeserver.start()) {
            Person bot = Person.register(homeserver.url(), "bot");
            String room = bot.createRoom("12");
            try (RouteFixture fixture = new RouteFixture(bot)) {
                fixture.start(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("direct:in")
                                        .streamCache("false")
                                        .onException(MatrixRejectedException.class)
                                        .maximumRedeliveries(1)
                                        .redeliveryDelay(0)
                                        .onRedelivery(again -> homeserver.clearFaults())
                                        .end()
                                        .to("matrix:" + room);
                            }
                        });
                homeserver.inject(Fault.answerLost().on(Endpoint.UPLOAD).times(1));
                homeserver.inject(Fault.error(400, "M_UNKNOWN", "no").on(Endpoint.SEND));
                try (InputStream stream = new FileInputStream(file.toFile())) {
                    assertThat(fixture.send("direct:in", stream).getException()).isNull();
                }
                List<JsonNode> messages = bot.messages(room);
                assertThat(messages).hasSize(1);
                assertThat(bot.download(messages.get(0).at("/content/url").asText()))
                        .isEqualTo(FILE);
            }
        }
    }

    private static long kept() {
        String[] names =
                new File(System.getProperty("java.io.tmpdir"))
                        .list((folder, name) -> name.startsWith("camel-matrix-"));
        return names == null ? 0 : names.length;
    }

    @Test
    void canBeTriedLaterWhereAReceivedFileCannotBeHadNow() throws Exception {
        try (MatrixHomeserver homeserver = MatrixHomeserver.start()) {
            Person bot = Person.register(homeserver.url(), "bot");
            String room = bot.createRoom("12");
            try (RouteFixture fixture = new RouteFixture(bot)) {
                fixture.start(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("direct:in")
                                        .errorHandler(noErrorHandler())
                                        .to("matrix:*?operation=upload")
                                        .to("matrix:*?operation=download")
                                        .process(MediaStandInTest::readToItsEnd)
                                        .process(
                                                read ->
                                                        homeserver.inject(
                                                                Fault.error(502, "M_UNKNOWN", "no")
                                                                        .on(Endpoint.DOWNLOAD)))
                                        .to("matrix:" + room);
                            }
                        });
                assertThat(fixture.send("direct:in", FILE).getException())
                        .isInstanceOf(MatrixUnavailableException.class);
                assertThat(bot.messages(room)).isEmpty();
            }
        }
    }

    private static void readToItsEnd(Exchange exchange) throws IOException {
        InputStream file = exchange.getMessage().getBody(InputStream.class);
        assertThat(file.readAllBytes()).isEqualTo(FILE);
    }

    @Test
    void readsNoTextIntoMemoryThatIsLongerThanAnyMessage() throws Exception {
        byte[] lines = "a line\n".repeat(3 << 20).getBytes(StandardCharsets.UTF_8);
        File file = Files.write(folder.resolve("big.log"), lines).toFile();
        try (MatrixHomeserver homeserver = MatrixHomeserver.start()) {
            Person bot = Person.register(homeserver.url(), "bot");
            String room = bot.createRoom("12");
            try (RouteFixture fixture = fixture(bot, room)) {
                assertThat(fixture.send("matrix:" + room, file).getException())
                        .isInstanceOf(MatrixRejectedException.class)
                        .hasMessageContaining("media=always");
                assertThat(bot.messages(room)).isEmpty();
                assertThat(fixture.send("matrix:" + room + "?oversize=file", file).getException())
                        .isNull();
                JsonNode content = bot.messages(room).get(0).get("content");
                assertThat(content.get("filename").asText()).isEqualTo("big.log");
                assertThat(content.at("/info/size").asLong()).isEqualTo(lines.length);
            }
        }
    }

    @Test
    void refusesAFileThatIsGone() throws Exception {
        try (MatrixHomeserver homeserver = MatrixHomeserver.start()) {
            Person bot = Person.register(homeserver.url(), "bot");
            String room = bot.createRoom("12");
            try (RouteFixture fixture = fixture(bot, room)) {
                assertThat(fixture.send("direct:in", new File("nowhere.pdf")).getException())
                        .isInstanceOf(MatrixRejectedException.class)
                        .hasMessageContaining("nowhere.pdf");
                assertThat(bot.messages(room)).isEmpty();
            }
        }
    }

    @Test
    void uploadsToAndDownloadsFromAHomeserverOfBefore() throws Exception {
        try (MatrixHomeserver homeserver =
                MatrixHomeserver.builder().mediaEndpoints(MediaEndpoints.UNAUTHENTICATED).start()) {
            Person bot = Person.register(homeserver.url(), "bot");
            try (RouteFixture fixture = new RouteFixture(bot)) {
                fixture.start(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("direct:in")
                                        .to("matrix:*?operation=upload")
                                        .setBody(header(MatrixConstants.CONTENT_URI))
                                        .to("matrix:*?operation=download")
                                        .convertBodyTo(byte[].class);
                            }
                        });
                Exchange exchange = fixture.send("direct:in", FILE);
                assertThat(exchange.getException()).isNull();
                assertThat(exchange.getMessage().getBody(byte[].class)).isEqualTo(FILE);
                assertThat(homeserver.requestCount(Endpoint.OLD_DOWNLOAD)).isEqualTo(1);
            }
        }
    }
}
