// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camelmatrix.component.MatrixConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which edits begin an exchange, what their exchange holds, and where its answer goes. */
class EditsContractTest extends TwoAccounts {

    private Person mallory;
    private String room;
    private Listening listening;
    private int transaction;

    @BeforeEach
    void makeRoom() {
        mallory = homeserver.register("mallory");
        room = alice.createRoom(Map.of("preset", "public_chat"));
        mallory.join(room);
        bot.join(room);
        listening = Listening.in(room, bot);
    }

    @AfterEach
    void stop() {
        listening.close();
    }

    private String say(Person who, String body, Map<String, ?> more) {
        Map<String, Object> content = new HashMap<>(Map.of("msgtype", "m.text", "body", body));
        content.putAll(more);
        return who.call(
                        "PUT",
                        "/_matrix/client/v3/rooms/"
                                + Person.encode(room)
                                + "/send/m.room.message/e"
                                + transaction++,
                        content)
                .get("event_id")
                .asText();
    }

    private String say(String body) {
        return say(alice, body, Map.of());
    }

    private String edit(Person who, String target, String outer, Map<String, ?> newContent) {
        return say(
                who,
                outer,
                Map.of(
                        "m.new_content",
                        newContent,
                        "m.relates_to",
                        Map.of("rel_type", "m.replace", "event_id", target)));
    }

    private static Map<String, String> text(String body) {
        return Map.of("msgtype", "m.text", "body", body);
    }

    @Test
    void beginsWithTheAuthorsEditAlone() throws Exception {
        listening.start("&includeEdits=true", null);
        String message = say("first");
        edit(mallory, message, "* forged", text("forged"));
        String edit = edit(alice, message, "* better", text("better"));
        edit(alice, edit, "* edit of an edit", text("edit of an edit"));
        say(alice, "* nothing new", Map.of("m.relates_to", replaces(message)));
        say("last");
        listening.await("last");
        assertThat(listening.bodies()).containsExactly("first", "better", "last");
        assertThat(listening.await("better").headers())
                .containsEntry(MatrixConstants.REPLACES, message)
                .containsEntry(MatrixConstants.EVENT_ID, edit);
    }

    private static Map<String, String> replaces(String target) {
        return Map.of("rel_type", "m.replace", "event_id", target);
    }

    @Test
    void letsNoEditBeginAnythingUnlessAsked() throws Exception {
        listening.start("", null);
        String message = say("first");
        edit(alice, message, "* better", text("better"));
        edit(mallory, message, "* forged", text("forged"));
        say("last");
        listening.await("last");
        assertThat(listening.bodies()).containsExactly("first", "last");
    }

    @Test
    void looksForTheCommandInTheNewText() throws Exception {
        listening.start("&includeEdits=true&command=RAW(!deploy)&onlyMessageTypes=m.text", null);
        String message = say("deploy");
        edit(alice, message, "!deploy by the outer text", text("no command"));
        edit(alice, message, "!deploy", Map.of("msgtype", "m.image", "body", "!deploy x"));
        edit(alice, message, "* no command", text("!deploy web 1.2"));
        say("!deploy last");
        listening.await("!deploy last");
        assertThat(listening.bodies()).containsExactly("!deploy web 1.2", "!deploy last");
        assertThat(listening.await("!deploy web 1.2").header(MatrixConstants.ARGUMENTS))
                .isEqualTo("web 1.2");
    }

    @Test
    void looksForTheCommandBehindTheQuoteOfAReply() throws Exception {
        listening.start("&command=RAW(!deploy)", null);
        String message = say("root");
        Map<String, Object> answered = Map.of("m.in_reply_to", Map.of("event_id", message));
        String quote = "> <" + bot.userId() + "> !deploy all\n> now\n\n";
        say(alice, quote + "!deploy one", Map.of("m.relates_to", answered));
        say(alice, quote + "please do not", Map.of("m.relates_to", answered));
        Map<String, Object> inThread = new HashMap<>(answered);
        inThread.putAll(Map.of("rel_type", "m.thread", "event_id", message));
        inThread.put("is_falling_back", false);
        say(alice, quote + "!deploy two", Map.of("m.relates_to", inThread));
        say("!deploy last");
        listening.await("!deploy last");
        assertThat(listening.bodies())
                .containsExactly("!deploy one", "!deploy two", "!deploy last");
    }

    @Test
    void takesTheMentionsOfTheNewContent() throws Exception {
        listening.start("&includeEdits=true&onlyMentions=true", null);
        Map<String, Object> bots = Map.of("user_ids", List.of(bot.userId()));
        String message = say("for nobody");
        edit(
                alice,
                message,
                "* for the bot",
                Map.of("msgtype", "m.text", "body", "for the bot", "m.mentions", bots));
        say(
                alice,
                "* for nobody any more",
                Map.of(
                        "m.mentions",
                        bots,
                        "m.new_content",
                        text("for nobody any more"),
                        "m.relates_to",
                        replaces(message)));
        say(alice, "last", Map.of("m.mentions", bots));
        listening.await("last");
        assertThat(listening.bodies()).containsExactly("for the bot", "last");
        assertThat(listening.await("for the bot").header(MatrixConstants.MENTIONS))
                .isEqualTo(List.of(bot.userId()));
    }

    @Test
    void answersAnEditInTheThreadOfItsMessage() throws Exception {
        String root = say("root");
        String inThread =
                say(
                        alice,
                        "in the thread",
                        Map.of("m.relates_to", Map.of("rel_type", "m.thread", "event_id", root)));
        edit(alice, inThread, "* !ping", text("!ping"));
        listening.start("&includeEdits=true&command=RAW(!ping)&exchangePattern=InOut", "pong");
        assertThat(listening.await("!ping").headers())
                .containsEntry(MatrixConstants.THREAD, root)
                .containsEntry(MatrixConstants.REPLACES, inThread)
                .containsEntry(MatrixConstants.RELATION_TYPE, "m.replace");
        JsonNode relation = listening.answer(alice, bot).at("/content/m.relates_to");
        assertThat(relation.path("rel_type").asText()).isEqualTo("m.thread");
        assertThat(relation.path("event_id").asText()).isEqualTo(root);
        assertThat(relation.at("/m.in_reply_to/event_id").asText()).isEqualTo(inThread);
        assertThat(relation.path("is_falling_back").asBoolean()).isFalse();
    }

    @Test
    void answersAnyOtherEditByAReplyToItsMessage() throws Exception {
        String message = say("ping");
        edit(alice, message, "* !ping", text("!ping"));
        listening.start("&includeEdits=true&command=RAW(!ping)&exchangePattern=InOut", "pong");
        JsonNode relation = listening.answer(alice, bot).at("/content/m.relates_to");
        assertThat(relation.at("/m.in_reply_to/event_id").asText()).isEqualTo(message);
        assertThat(relation.has("rel_type")).isFalse();
    }
}
