// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.camelmatrix.component.MatrixOperation.DOWNLOAD;
import static org.camelmatrix.component.MatrixOperation.SEND_MESSAGE;
import static org.camelmatrix.component.MatrixOperation.THUMBNAIL;
import static org.camelmatrix.component.MatrixOperation.UPLOAD;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.activation.DataHandler;
import jakarta.activation.FileDataSource;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.attachment.ByteArrayDataSource;
import org.apache.camel.builder.RouteBuilder;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.component.MatrixConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in rooms and at the homeserver, as another member of the room finds them. */
class MediaOperationsContractTest extends OperationsContract {

    private static final byte[] PDF =
            "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
                    .getBytes(StandardCharsets.ISO_8859_1);

    /** Larger than what both homeservers take, which is 50 MiB. */
    private static final long TOO_LARGE = 51L << 20;

    @TempDir private Path folder;
    private String room;

    @BeforeEach
    void makeRoom() {
        room = alice.createRoom("12", bot);
    }

    private JsonNode last() {
        List<JsonNode> messages = alice.messages(room);
        return messages.get(messages.size() - 1).get("content");
    }

    private byte[] file(JsonNode content) {
        return alice.download(content.get("url").asText());
    }

    private void sendFolder(String options) throws Exception {
        String to = room;
        try (RouteFixture route = new RouteFixture(bot)) {
            route.start(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("file:" + folder + "?initialDelay=0&delay=50")
                                    .to("matrix:" + to + options);
                        }
                    });
            await().atMost(Duration.ofSeconds(60)).until(() -> !alice.messages(room).isEmpty());
        }
    }

    @Test
    void sendsAReportOfAFileRouteAsAFile() throws Exception {
        Files.write(folder.resolve("report.pdf"), PDF);
        sendFolder("");
        JsonNode content = last();
        assertThat(content.get("msgtype").asText()).isEqualTo("m.file");
        assertThat(content.get("body").asText()).isEqualTo("report.pdf");
        assertThat(content.get("filename").asText()).isEqualTo("report.pdf");
        assertThat(content.at("/info/mimetype").asText()).isEqualTo("application/pdf");
        assertThat(content.at("/info/size").asLong()).isEqualTo(PDF.length);
        assertThat(file(content)).isEqualTo(PDF);
    }

    @Test
    void sendsATextOfAFileRouteAsAText() throws Exception {
        Files.writeString(folder.resolve("notes.md"), "**done**");
        sendFolder("");
        assertThat(last().get("msgtype").asText()).isEqualTo("m.text");
        assertThat(last().get("formatted_body").asText()).isEqualTo("<strong>done</strong>");
    }

    @Test
    void sendsATextAsAFileWhereTheEndpointWantsIt() throws Exception {
        Files.writeString(folder.resolve("notes.md"), "**done**");
        sendFolder("?media=always");
        assertThat(last().get("msgtype").asText()).isEqualTo("m.file");
        assertThat(last().at("/info/mimetype").asText()).isEqualTo("text/markdown");
        assertThat(file(last())).asString(StandardCharsets.UTF_8).isEqualTo("**done**");
    }

    @Test
    void sendsNoFileWhereTheEndpointWantsNone() throws Exception {
        try (OperationFixture never = new OperationFixture(bot, "media=never")) {
            assertThat(never.ask(SEND_MESSAGE, room, new byte[] {1, 0, 2}, Map.of()).getException())
                    .isInstanceOf(MatrixRejectedException.class)
                    .hasMessageContaining("media=always");
        }
        assertThat(alice.messages(room)).isEmpty();
    }

    private static byte[] picture(int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(7);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int shade = x * 255 / width;
                image.setRGB(x, y, new Color(shade, random.nextInt(64), 255 - shade).getRGB());
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(image, "png", file);
        return file.toByteArray();
    }

    @Test
    void sendsAPictureWithItsSizeAndASmallerOne() throws IOException {
        byte[] picture = picture(1600, 1200);
        fixture.send(SEND_MESSAGE, room, picture, Map.of(Exchange.FILE_NAME, "chart.png"));
        JsonNode content = last();
        assertThat(content.get("msgtype").asText()).isEqualTo("m.image");
        assertThat(content.at("/info/w").asInt()).isEqualTo(1600);
        assertThat(content.at("/info/h").asInt()).isEqualTo(1200);
        assertThat(content.at("/info/mimetype").asText()).isEqualTo("image/png");
        assertThat(file(content)).isEqualTo(picture);
        byte[] small = alice.download(content.at("/info/thumbnail_url").asText());
        BufferedImage shown = ImageIO.read(new ByteArrayInputStream(small));
        assertThat(shown.getWidth()).isEqualTo(800);
        assertThat(shown.getHeight()).isEqualTo(600);
        JsonNode info = content.at("/info/thumbnail_info");
        assertThat(info.get("w").asInt()).isEqualTo(800);
        assertThat(info.get("h").asInt()).isEqualTo(600);
        assertThat(info.get("size").asInt()).isEqualTo(small.length);
        assertThat(info.get("mimetype").asText()).isEqualTo("image/png");
    }

    @Test
    void sendsASmallPictureAlone() throws IOException {
        fixture.send(SEND_MESSAGE, room, picture(40, 30), Map.of());
        assertThat(last().get("msgtype").asText()).isEqualTo("m.image");
        assertThat(last().get("filename").asText()).isEqualTo("image.png");
        assertThat(last().at("/info/w").asInt()).isEqualTo(40);
        assertThat(last().get("info").has("thumbnail_url")).isFalse();
    }

    @Test
    void tellsSoundFilmAndOtherFilesApart() {
        byte[] bytes = {1, 0, 2};
        fixture.send(SEND_MESSAGE, room, bytes, Map.of(Exchange.FILE_NAME, "in/a.mp3"));
        fixture.send(SEND_MESSAGE, room, bytes, Map.of(Exchange.FILE_CONTENT_TYPE, "video/mp4"));
        fixture.send(SEND_MESSAGE, room, bytes, Map.of(Exchange.FILE_NAME, "a.dat"));
        assertThat(alice.messages(room))
                .extracting(
                        message ->
                                message.at("/content/msgtype").asText()
                                        + ' '
                                        + message.at("/content/filename").asText()
                                        + ' '
                                        + message.at("/content/info/mimetype").asText())
                .containsExactly(
                        "m.audio a.mp3 audio/mpeg",
                        "m.video video.mp4 video/mp4",
                        "m.file a.dat application/octet-stream");
    }

    /** A JPEG, as the head of it shows. */
    private static byte[] jpeg() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "jpeg", file);
        return file.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/jpg",
                "image/pjpeg",
                "binary/octet-stream",
                "application/force-download",
                "text/plain; charset=utf-8"
            })
    void sendsAPictureAsSuchWhateverItIsSaidToBe(String type) throws IOException {
        fixture.send(SEND_MESSAGE, room, jpeg(), Map.of(Exchange.CONTENT_TYPE, type));
        assertThat(last().get("msgtype").asText()).isEqualTo("m.image");
        assertThat(last().at("/info/mimetype").asText()).isEqualTo("image/jpeg");
        assertThat(last().at("/info/w").asInt()).isEqualTo(40);
        assertThat(last().at("/info/h").asInt()).isEqualTo(30);
        assertThat(last().get("filename").asText()).isEqualTo("image.jpeg");
    }

    @Test
    void sendsWhatIsNoPictureAsAFileThoughItIsCalledOne() {
        byte[] page = "<html>404</html>".getBytes(StandardCharsets.UTF_8);
        fixture.send(SEND_MESSAGE, room, page, Map.of(Exchange.FILE_NAME, "chart.png"));
        assertThat(last().get("msgtype").asText()).isEqualTo("m.file");
        assertThat(last().get("filename").asText()).isEqualTo("chart.png");
        assertThat(file(last())).isEqualTo(page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?media=always"})
    void refusesAnEmptyFileAlways(String options) throws Exception {
        for (String name : List.of("a.txt", "a.png", "a.pdf", "a.bin", "a.md", "a.html", "a")) {
            Exchange refused =
                    fixture.route()
                            .send(
                                    "matrix:" + room + options,
                                    Files.createFile(folder.resolve(name)).toFile());
            assertThat(refused.getException())
                    .isInstanceOf(MatrixRejectedException.class)
                    .hasMessageContaining("The file " + name + " is empty");
        }
        for (Object nothing : List.of(new byte[0], new ByteArrayInputStream(new byte[0]))) {
            assertThat(
                            fixture.ask(
                                            SEND_MESSAGE,
                                            room,
                                            nothing,
                                            Map.of(Exchange.CONTENT_TYPE, "image/png"))
                                    .getException())
                    .hasMessageContaining("is empty");
        }
        assertThat(alice.messages(room)).isEmpty();
    }

    @Test
    void sendsAnEmptyAttachmentWithItsMessage() {
        Exchange sent =
                fixture.route()
                        .template()
                        .send(
                                "direct:in",
                                exchange -> {
                                    exchange.getMessage().setBody("a mail");
                                    exchange.getMessage()
                                            .setHeader(MatrixConstants.OVERRIDE_ROOM, room);
                                    exchange.getMessage(AttachmentMessage.class)
                                            .addAttachment(
                                                    "empty.png",
                                                    new DataHandler(
                                                            new ByteArrayDataSource(
                                                                    "empty.png", new byte[0])));
                                });
        assertThat(sent.getException()).isNull();
        assertThat(alice.bodies(room)).containsExactly("a mail", "empty.png");
        assertThat(last().get("msgtype").asText()).isEqualTo("m.file");
        assertThat(last().at("/info/size").asInt()).isZero();
        assertThat(file(last())).isEmpty();
    }

    @Test
    void writesBelowAFileWhatBelongsToIt() {
        Exchange sent =
                fixture.succeed(
                        SEND_MESSAGE,
                        room,
                        PDF,
                        Map.of(
                                Exchange.FILE_NAME,
                                "report.pdf",
                                MatrixConstants.OVERRIDE_CAPTION,
                                "for **May**",
                                MatrixConstants.CAPTION,
                                "what somebody else wrote below another"));
        assertThat(last().get("filename").asText()).isEqualTo("report.pdf");
        assertThat(last().get("body").asText()).isEqualTo("for **May**");
        assertThat(last().get("formatted_body").asText()).isEqualTo("for <strong>May</strong>");
        assertThat(sent.getMessage().getHeaders())
                .doesNotContainKey(MatrixConstants.OVERRIDE_CAPTION);
    }

    @Test
    void answersAndMentionsWithAFile() {
        String question = fixture.send(SEND_MESSAGE, room, "where is it?", Map.of());
        fixture.send(
                SEND_MESSAGE,
                room,
                PDF,
                Map.of(
                        MatrixConstants.OVERRIDE_REPLY_TO,
                        question,
                        MatrixConstants.OVERRIDE_MENTION_USERS,
                        alice.userId()));
        assertThat(last().at("/m.relates_to/m.in_reply_to/event_id").asText()).isEqualTo(question);
        assertThat(last().at("/m.mentions/user_ids/0").asText()).isEqualTo(alice.userId());
        assertThat(last().get("msgtype").asText()).isEqualTo("m.file");
    }

    @Test
    void sendsAttachmentsAfterTheText() throws Exception {
        File report = Files.write(folder.resolve("report.pdf"), PDF).toFile();
        Exchange sent =
                fixture.route()
                        .template()
                        .send(
                                "direct:in",
                                exchange -> {
                                    exchange.getMessage().setBody("two files");
                                    exchange.getMessage()
                                            .setHeader(MatrixConstants.OVERRIDE_ROOM, room);
                                    AttachmentMessage message =
                                            exchange.getMessage(AttachmentMessage.class);
                                    message.addAttachment(
                                            "1", new DataHandler(new FileDataSource(report)));
                                    message.addAttachment(
                                            "notes.txt",
                                            new DataHandler(
                                                    new ByteArrayDataSource(
                                                            "notes.txt",
                                                            "a note"
                                                                    .getBytes(
                                                                            StandardCharsets
                                                                                    .UTF_8))));
                                });
        assertThat(sent.getException()).isNull();
        assertThat(alice.bodies(room)).containsExactly("two files", "report.pdf", "notes.txt");
        assertThat(sent.getMessage().getHeader(MatrixConstants.SPLIT_EVENT_IDS, List.class))
                .hasSize(3);
        assertThat(file(last())).asString(StandardCharsets.UTF_8).isEqualTo("a note");
        assertThat(file(alice.messages(room).get(1).get("content"))).isEqualTo(PDF);
    }

    /** A stream of which nobody knows the length, and which can be read once. */
    private static InputStream once(byte[] bytes) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public boolean markSupported() {
                return false;
            }
        };
    }

    @Test
    void sendsAStreamThatCanBeReadOnce() {
        byte[] bytes = new byte[3 << 20];
        new Random(1).nextBytes(bytes);
        Exchange exchange = fixture.route().send("matrix:" + room, once(bytes));
        assertThat(exchange.getException()).isNull();
        assertThat(file(last())).isEqualTo(bytes);
        assertThat(last().at("/info/size").asInt()).isEqualTo(bytes.length);
        fixture.route().template().send("matrix:" + room, exchange);
        assertThat(exchange.getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("stream caching");
        assertThat(alice.messages(room)).hasSize(1);
    }

    @Test
    void refusesWhatIsTooLargeBeforeItIsSent() throws IOException {
        File large = folder.resolve("large.bin").toFile();
        try (RandomAccessFile sparse = new RandomAccessFile(large, "rw")) {
            sparse.setLength(TOO_LARGE);
        }
        int before = homeserver.requests().size();
        assertTooLarge(fixture.ask(SEND_MESSAGE, room, large, Map.of()));
        assertTooLarge(fixture.ask(UPLOAD, null, large, Map.of()));
        try (InputStream stream = Files.newInputStream(large.toPath())) {
            assertTooLarge(fixture.route().send("matrix:" + room, stream));
        }
        assertThat(homeserver.requests().subList(before, homeserver.requests().size()))
                .noneMatch(request -> request.contains("/media/v3/upload"));
        assertThat(alice.messages(room)).isEmpty();
    }

    private static void assertTooLarge(Exchange exchange) {
        assertThat(exchange.getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("make it smaller");
        assertThat(((MatrixException) exchange.getException()).getErrcode())
                .isEqualTo("M_TOO_LARGE");
    }

    @Test
    void sendsNoFileToAnEncryptedRoom() {
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
        int before = homeserver.requests().size();
        assertThat(fixture.ask(SEND_MESSAGE, secret, PDF, Map.of()).getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("without encryption");
        assertThat(homeserver.requests().subList(before, homeserver.requests().size()))
                .noneMatch(request -> request.contains("/media/v3/upload"));
        assertThat(alice.messages(secret)).isEmpty();
    }

    @Test
    void givesAFileAHarmlessName() {
        fixture.send(
                SEND_MESSAGE,
                room,
                PDF,
                Map.of(Exchange.FILE_NAME, "../../etc/report\u202e\r\nX-Evil: fdp.pdf"));
        assertThat(last().get("filename").asText()).isEqualTo("reportX-Evil: fdp.pdf");
        assertThat(file(last())).isEqualTo(PDF);
    }

    @Test
    void uploadsAndDownloadsWithoutARoom() {
        Exchange up =
                fixture.succeed(UPLOAD, null, PDF, Map.of(Exchange.FILE_NAME, "a report+é.pdf"));
        String uri = up.getMessage().getBody(String.class);
        assertThat(uri)
                .startsWith("mxc://localhost/")
                .isEqualTo(up.getMessage().getHeader(MatrixConstants.CONTENT_URI));
        assertThat(alice.download(uri)).isEqualTo(PDF);
        Exchange down = fixture.succeed(DOWNLOAD, null, uri, Map.of());
        assertThat(down.getMessage().getBody()).isInstanceOf(InputStream.class);
        assertThat(down.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/pdf");
        assertThat(down.getMessage().getHeader(Exchange.FILE_NAME)).isEqualTo("a report+é.pdf");
        assertThat(down.getMessage().getBody(byte[].class)).isEqualTo(PDF);
        Exchange none = fixture.ask(DOWNLOAD, null, "mxc://localhost/nothing", Map.of());
        assertThat(none.getException()).isInstanceOf(MatrixRejectedException.class);
    }

    @Test
    void sendsOnWhatItHasFetched() {
        String uri =
                fixture.succeed(UPLOAD, null, PDF, Map.of(Exchange.FILE_NAME, "report.pdf"))
                        .getMessage()
                        .getBody(String.class);
        Exchange exchange = fixture.succeed(DOWNLOAD, null, uri, Map.of());
        exchange.getMessage().setHeader(MatrixConstants.OVERRIDE_ROOM, room);
        fixture.route().template().send("direct:in", exchange);
        assertThat(exchange.getException()).isNull();
        assertThat(last().get("filename").asText()).isEqualTo("report.pdf");
        assertThat(last().get("url").asText()).isNotEqualTo(uri);
        assertThat(file(last())).isEqualTo(PDF);
    }

    @Test
    void fetchesASmallerPicture() throws IOException {
        byte[] picture = picture(1600, 1200);
        String uri =
                fixture.succeed(UPLOAD, null, picture, Map.of()).getMessage().getBody(String.class);
        Exchange small =
                fixture.succeed(
                        THUMBNAIL,
                        null,
                        null,
                        Map.of(
                                MatrixConstants.CONTENT_URI,
                                uri,
                                MatrixConstants.OVERRIDE_THUMBNAIL_WIDTH,
                                32,
                                MatrixConstants.OVERRIDE_THUMBNAIL_HEIGHT,
                                32,
                                MatrixConstants.OVERRIDE_THUMBNAIL_METHOD,
                                "crop"));
        assertThat(small.getMessage().getHeader(Exchange.CONTENT_TYPE, String.class))
                .startsWith("image/");
        BufferedImage shown =
                ImageIO.read(new ByteArrayInputStream(small.getMessage().getBody(byte[].class)));
        assertThat(shown.getWidth()).isGreaterThanOrEqualTo(32);
        assertThat(homeserver.requests())
                .anyMatch(request -> request.contains("/thumbnail/") && request.contains("crop"));
        assertThat(small.getMessage().getHeaders())
                .doesNotContainKey(MatrixConstants.OVERRIDE_THUMBNAIL_METHOD);
    }

    @Test
    void saysWhichSizeIsNoNumberOfPixels() {
        for (Object wrong : List.of("wide", 0, "1e3", 20_000)) {
            Exchange exchange =
                    fixture.ask(
                            THUMBNAIL,
                            null,
                            "mxc://localhost/picture",
                            Map.of(MatrixConstants.OVERRIDE_THUMBNAIL_HEIGHT, wrong));
            assertThat(exchange.getException())
                    .isInstanceOf(MatrixRejectedException.class)
                    .hasMessageContaining(MatrixConstants.OVERRIDE_THUMBNAIL_HEIGHT);
        }
    }
}
