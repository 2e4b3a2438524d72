// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.MediaEndpoints;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a route finds in the exchange of an event, and which events begin one. */
@ExtendWith(MatrixHomeserverExtension.class)
class ReceivedMessageTest {

    private record Seen(
            Map<String, Object> headers,
            String body,
            MatrixEvent event,
            String id,
            Map<?, ?> whole) {

        Object header(String name) {
            return headers.get(name);
        }
    }

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private MatrixHomeserver homeserver;
    private TestAccount bot;
    private TestAccount alice;
    private String room;
    private ReceiverFixture camel;

    @BeforeEach
    void start(MatrixHomeserver homeserver) {
        this.homeserver = homeserver;
        bot = homeserver.register("bot", "secret");
        alice = homeserver.register("alice", "secret");
        room = homeserver.createRoom(alice);
        homeserver.as(alice).invite(room, bot.userId());
        homeserver.join(bot, room);
        camel = new ReceiverFixture(homeserver, bot);
    }

    @AfterEach
    void stop() {
        camel.close();
    }

    private void listen(String options) throws Exception {
        camel.routes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("matrix:" + room + options)
                                        .process(ReceivedMessageTest.this::see);
                            }
                        })
                .start();
        await().until(() -> homeserver.longPolls() > 0);
    }

    private void see(Exchange exchange) {
        seen.add(
                new Seen(
                        Map.copyOf(exchange.getMessage().getHeaders()),
                        exchange.getMessage().getBody(String.class),
                        exchange.getMessage().getBody(MatrixEvent.class),
                        exchange.getMessage().getBody(JsonNode.class).path("event_id").asText(),
                        exchange.getMessage().getBody(Map.class)));
    }

    private String say(Map<String, ?> content) {
        return homeserver.as(alice).send(room, "m.room.message", content);
    }

    private Seen next() {
        await().until(() -> !seen.isEmpty());
        return seen.remove(0);
    }

    @Test
    void hasTheTextAsBodyAndTheRestAsHeaders() throws Exception {
        listen("");
        String id =
                say(
                        Map.of(
                                "msgtype",
                                "m.text",
                                "body",
                                "**hi**",
                                "format",
                                "org.matrix.custom.html",
                                "formatted_body",
                                "<b>hi</b>",
                                "m.mentions",
                                Map.of("user_ids", List.of(bot.userId()), "room", true),
                                "CamelFileName",
                                "evil"));
        Seen message = next();
        assertThat(message.body()).isEqualTo("**hi**");
        assertThat(message.id()).isEqualTo(id);
        assertThat(message.event().id().value()).isEqualTo(id);
        assertThat(message.whole().get("event_id")).isEqualTo(id);
        assertThat(message.whole().get("room_id")).isEqualTo(room);
        assertThat(message.event().content().get("formatted_body").asText()).isEqualTo("<b>hi</b>");
        assertThat(message.headers())
                .containsEntry(MatrixConstants.ROOM_ID, room)
                .containsEntry(MatrixConstants.EVENT_ID, id)
                .containsEntry(MatrixConstants.SENDER, alice.userId())
                .containsEntry(MatrixConstants.EVENT_TYPE, "m.room.message")
                .containsEntry(MatrixConstants.MESSAGE_TYPE, "m.text")
                .containsEntry(MatrixConstants.FORMATTED_BODY, "<b>hi</b>")
                .containsEntry(MatrixConstants.MENTIONS, List.of(bot.userId()))
                .containsEntry(MatrixConstants.ROOM_MENTIONED, true)
                .doesNotContainKey("CamelFileName");
        assertThat((Long) message.header(Exchange.MESSAGE_TIMESTAMP))
                .isEqualTo(message.event().timestamp().toEpochMilli());
    }

    @Test
    void tellsHowAnEventBelongsToAnother() throws Exception {
        listen("?includeEdits=true&onlyEventTypes=m.room.message,m.reaction");
        String root = say(text("root", Map.of()));
        String reply =
                say(
                        text(
                                "> <@alice:localhost> root\n\nyes",
                                Map.of("m.in_reply_to", Map.of("event_id", root))));
        String thread =
                say(
                        text(
                                "in it",
                                Map.of(
                                        "rel_type",
                                        "m.thread",
                                        "event_id",
                                        root,
                                        "is_falling_back",
                                        true,
                                        "m.in_reply_to",
                                        Map.of("event_id", reply))));
        say(
                Map.of(
                        "msgtype",
                        "m.text",
                        "body",
                        "* better",
                        "m.new_content",
                        Map.of("msgtype", "m.text", "body", "better"),
                        "m.relates_to",
                        Map.of("rel_type", "m.replace", "event_id", root)));
        homeserver.as(alice).react(room, root, "👍");
        assertThat(next().headers())
                .doesNotContainKeys(MatrixConstants.RELATION_TYPE, MatrixConstants.IN_REPLY_TO);
        Seen answer = next();
        assertThat(answer.body()).isEqualTo("yes");
        assertThat(answer.header(MatrixConstants.IN_REPLY_TO)).isEqualTo(root);
        Seen threaded = next();
        assertThat(threaded.event().id().value()).isEqualTo(thread);
        assertThat(threaded.headers())
                .containsEntry(MatrixConstants.THREAD, root)
                .containsEntry(MatrixConstants.RELATION_TYPE, "m.thread")
                .doesNotContainKey(MatrixConstants.IN_REPLY_TO);
        Seen edit = next();
        assertThat(edit.body()).isEqualTo("better");
        assertThat(edit.header(MatrixConstants.REPLACES)).isEqualTo(root);
        Seen reaction = next();
        assertThat(reaction.headers())
                .containsEntry(MatrixConstants.REACTION_KEY, "👍")
                .containsEntry(MatrixConstants.RELATES_TO, root);
    }

    private static Map<String, Object> text(String body, Map<String, ?> relation) {
        return relation.isEmpty()
                ? Map.of("msgtype", "m.text", "body", body)
                : Map.of("msgtype", "m.text", "body", body, "m.relates_to", relation);
    }

    @Test
    void beginsWithCommandsAlone() throws Exception {
        listen("?command=RAW(!deploy)");
        homeserver.as(alice).send(room, "!deployment");
        homeserver.as(alice).send(room, "please !deploy");
        homeserver.as(alice).send(room, "!deploy web 1.2");
        Seen command = next();
        assertThat(command.body()).isEqualTo("!deploy web 1.2");
        assertThat(command.header(MatrixConstants.ARGUMENTS)).isEqualTo("web 1.2");
        assertThat(seen).isEmpty();
    }

    @Test
    void beginsWithMentionsAlone() throws Exception {
        listen("?onlyMentions=true");
        homeserver.as(alice).send(room, "bot: not for you");
        say(
                Map.of(
                        "msgtype",
                        "m.text",
                        "body",
                        "for you",
                        "m.mentions",
                        Map.of("user_ids", List.of(bot.userId()))));
        assertThat(next().body()).isEqualTo("for you");
    }

    @Test
    void leavesOutWhatTheFiltersSay() throws Exception {
        TestAccount bob = homeserver.register("bob", "secret");
        homeserver.as(alice).invite(room, bob.userId());
        homeserver.join(bob, room);
        listen("?onlySenders=RAW(@al*:localhost)&onlyMessageTypes=m.notice&ignoreNotices=false");
        homeserver
                .as(bob)
                .send(room, "m.room.message", Map.of("msgtype", "m.notice", "body", "bob's"));
        homeserver.as(alice).send(room, "a text");
        say(Map.of("msgtype", "m.notice", "body", "alice's"));
        assertThat(next().body()).isEqualTo("alice's");
        assertThat(seen).isEmpty();
    }

    @Test
    void handsOnWhatCannotBeDecryptedWhereThatIsAskedFor() throws Exception {
        listen("?onlyEventTypes=m.room.encrypted");
        String id =
                homeserver
                        .as(alice)
                        .send(
                                room,
                                "m.room.encrypted",
                                Map.of("algorithm", "m.megolm.v1.aes-sha2", "ciphertext", "x"));
        Seen event = next();
        assertThat(event.id()).isEqualTo(id);
        assertThat(event.header(MatrixConstants.UNDECRYPTED)).isEqualTo(true);
    }

    @Test
    void countsWhatCannotBeDecryptedWhereNobodyAsksForIt() throws Exception {
        listen("");
        homeserver
                .as(alice)
                .send(
                        room,
                        "m.room.encrypted",
                        Map.of("algorithm", "m.megolm.v1.aes-sha2", "ciphertext", "x"));
        homeserver.as(alice).send(room, "in clear");
        assertThat(next().body()).isEqualTo("in clear");
        assertThat(camel.figures("matrix:" + room).undecryptedCount()).isEqualTo(1);
    }

    private String upload(String text) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(homeserver.url().resolve("/_matrix/media/v3/upload"))
                        .header("Authorization", "Bearer " + alice.accessToken())
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString(text))
                        .build();
        String answer =
                HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body();
        return new ObjectMapper().readTree(answer).get("content_uri").asText();
    }

    @Test
    void downloadsAFileWhenItIsRead() throws Exception {
        String mxc = upload("hello");
        listen("");
        say(
                Map.of(
                        "msgtype",
                        "m.file",
                        "body",
                        "look at this",
                        "filename",
                        "../../hello.txt",
                        "url",
                        mxc,
                        "info",
                        Map.of("mimetype", "text/plain", "size", 5)));
        Seen file = next();
        assertThat(file.body()).isEqualTo("hello");
        assertThat(file.headers())
                .containsEntry(Exchange.FILE_NAME, "hello.txt")
                .containsEntry(Exchange.CONTENT_TYPE, "text/plain")
                .containsEntry(MatrixConstants.CAPTION, "look at this");
        assertThat(homeserver.requestCount(Endpoint.DOWNLOAD)).isEqualTo(1);
    }

    @Test
    void downloadsNothingThatNobodyReads() throws Exception {
        String mxc = upload("hello");
        camel.routes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("matrix:" + room)
                                        .setBody(header(MatrixConstants.CONTENT_URI))
                                        .process(camel::note);
                            }
                        })
                .start();
        await().until(() -> homeserver.longPolls() > 0);
        say(Map.of("msgtype", "m.file", "body", "hello.txt", "url", mxc));
        say(Map.of("msgtype", "m.text", "body", "after it"));
        await().until(() -> camel.received().size() == 2);
        assertThat(camel.received().get(0)).isEqualTo(mxc);
        assertThat(homeserver.requestCount(Endpoint.DOWNLOAD)).isZero();
    }

    private void write(Path folder) throws Exception {
        camel.routes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("matrix:" + room + "?onlyMessageTypes=m.file,m.image")
                                        .to(
                                                "file:"
                                                        + folder
                                                        + "?fileName=${header.CamelMatrixSafeEventId}"
                                                        + "-${header.CamelFileName}");
                            }
                        })
                .start();
        await().until(() -> homeserver.longPolls() > 0);
    }

    @Test
    void keepsFilesOfOneNameApartInAFolder(@TempDir Path folder) throws Exception {
        String mxc = upload("hello");
        write(folder);
        Map<String, String> file = Map.of("msgtype", "m.file", "body", "a.txt", "url", mxc);
        Path first = folder.resolve(new EventId(say(file)).fileName() + "-a.txt");
        Path second = folder.resolve(new EventId(say(file)).fileName() + "-a.txt");
        await().untilAsserted(
                        () -> {
                            assertThat(first).hasContent("hello");
                            assertThat(second).hasContent("hello");
                        });
    }

    @Test
    void writesFilesWhateverTheirNamesAre(@TempDir Path folder) throws Exception {
        String mxc = upload("hello");
        write(folder);
        List<String> names =
                List.of("漢".repeat(100) + ".pdf", "..", "../../x", "CON", ".bashrc", "a\0b\n.txt");
        names.forEach(name -> say(Map.of("msgtype", "m.file", "body", name, "url", mxc)));
        await().untilAsserted(() -> assertThat(folder.toFile().list()).hasSize(names.size()));
        assertThat(folder.getParent().resolve("x")).doesNotExist();
        assertThat(folder.toFile().list()).anyMatch(name -> name.endsWith("漢.pdf"));
    }

    @Test
    void downloadsWhereTheHomeserverKnowsOnlyTheOldEndpoint() throws Exception {
        camel.close();
        try (MatrixHomeserver old =
                MatrixHomeserver.builder().mediaEndpoints(MediaEndpoints.UNAUTHENTICATED).start()) {
            start(old);
            String mxc = upload("hello");
            listen("");
            say(Map.of("msgtype", "m.file", "body", "hello.txt", "url", mxc));
            assertThat(next().body()).isEqualTo("hello");
            assertThat(old.requestCount(Endpoint.OLD_DOWNLOAD)).isEqualTo(1);
            camel.close();
        }
    }
}
