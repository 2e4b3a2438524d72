// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.test.SyncClient.bodies;
import static org.camelmatrix.test.SyncClient.joined;
import static org.camelmatrix.test.SyncClient.timeline;
import static org.camelmatrix.test.SyncClient.types;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SyncTest {
    @RegisterExtension
    static final MatrixHomeserverExtension MATRIX = new MatrixHomeserverExtension();

    @RegisterExtension
    static final SpecificationExtension SPECIFICATION = new SpecificationExtension(MATRIX);

    private MatrixHomeserver homeserver;
    private HttpHomeserver server;
    private TestAccount alice;
    private TestAccount bob;
    private String room;
    private SyncClient client;

    @BeforeEach
    void makeRoom(MatrixHomeserver started) {
        homeserver = started;
        server = new HttpHomeserver(homeserver.url());
        alice = homeserver.register("alice", "secret");
        bob = homeserver.register("bob", "secret");
        room = homeserver.createRoom(alice, RoomSetup.publicRoom().name("Operations"));
        client = new SyncClient(homeserver, alice);
    }

    @Test
    void beginsWithTheLatestEventsAndTheStateBeforeThem() {
        homeserver.as(alice).sendAll(room, texts(12));
        JsonNode first = client.sync();

        assertThat(bodies(first, room)).isEqualTo(texts(12).subList(2, 12));
        assertThat(timeline(first, room).path("limited").asBoolean()).isTrue();
        assertThat(types(joined(first, room).path("state")))
                .contains("m.room.create", "m.room.name", "m.room.member @alice:localhost");
        assertThat(client.sync().has("rooms")).isFalse();
    }

    @Test
    void tellsEachEventOnceAndInOrder() {
        client.sync();
        homeserver.as(alice).send(room, "one");
        homeserver.join(bob, room);
        homeserver.as(bob).send(room, "two");
        JsonNode next = client.sync();

        assertThat(bodies(next, room)).containsExactly("one", "two");
        assertThat(timeline(next, room).path("limited").asBoolean()).isFalse();
        assertThat(joined(next, room).path("state").path("events")).isEmpty();
        assertThat(client.sync().has("rooms")).isFalse();
    }

    @Test
    void leavesAGapThatMessagesFill() throws IOException {
        client.sync();
        homeserver.as(alice).sendAll(room, texts(30));
        homeserver.as(alice).setState(room, "m.room.topic", "", Map.of("topic", "new"));
        homeserver.as(alice).sendAll(room, texts(10));
        String before = client.since();
        JsonNode next = client.sync();

        assertThat(bodies(next, room)).isEqualTo(texts(10));
        assertThat(timeline(next, room).path("limited").asBoolean()).isTrue();
        assertThat(types(joined(next, room).path("state"))).containsExactly("m.room.topic");

        String from = timeline(next, room).path("prev_batch").asText();
        JsonNode gap = messages("dir=b&limit=100&from=" + from + "&to=" + before);
        assertThat(gap.path("chunk")).hasSize(31);
        assertThat(gap.path("chunk").path(0).path("type").asText()).isEqualTo("m.room.topic");
        assertThat(gap.path("chunk").path(30).path("content").path("body").asText())
                .isEqualTo("m0");
        JsonNode forwards = messages("dir=f&limit=100&from=" + before + "&to=" + from);
        assertThat(forwards.path("chunk")).hasSize(31);
        assertThat(forwards.path("chunk").path(0)).isEqualTo(withAge(gap, 30, forwards));
    }

    /** The event as in the other answer, whose age differs. */
    private static JsonNode withAge(JsonNode page, int index, JsonNode other) {
        JsonNode event = page.path("chunk").path(index).deepCopy();
        JsonNode age = other.path("chunk").path(0).path("unsigned").path("age");
        ((ObjectNode) event.path("unsigned")).set("age", age);
        return event;
    }

    @Test
    void endsWhereTheRoomBegins() throws IOException {
        JsonNode all = messages("dir=b&limit=100");

        assertThat(all.has("end")).isFalse();
        assertThat(all.path("chunk")).hasSameSizeAs(homeserver.events(room));
        assertThat(messages("dir=b&limit=2").has("end")).isTrue();
        JsonNode loaded = messages("dir=b&limit=2&filter=%7B%22lazy_load_members%22%3Atrue%7D");
        assertThat(loaded.path("state").path(0).path("state_key").asText())
                .isEqualTo(alice.userId());
    }

    @Test
    void tellsWhoIsInvitedWhatTheRoomIsCalled() {
        SyncClient bobs = new SyncClient(homeserver, bob);
        bobs.sync();
        homeserver.as(alice).invite(room, bob.userId());
        JsonNode invited = bobs.sync().path("rooms").path("invite").path(room).path("invite_state");

        assertThat(types(invited))
                .contains("m.room.create", "m.room.name", "m.room.member @bob:localhost");
        assertThat(bobs.sync().has("rooms")).isFalse();
    }

    @Test
    void tellsANewMemberTheWholeStateAndThatThereIsMore() {
        SyncClient bobs = new SyncClient(homeserver, bob);
        bobs.sync();
        homeserver.as(alice).sendAll(room, texts(20));
        homeserver.join(bob, room);
        JsonNode joined = bobs.sync();

        assertThat(timeline(joined, room).path("limited").asBoolean()).isTrue();
        assertThat(bodies(joined, room)).hasSize(9);
        assertThat(types(joined(joined, room).path("state"))).contains("m.room.create");
    }

    @Test
    void tellsWhoCameBackThatThereIsMore() {
        homeserver.join(bob, room);
        SyncClient bobs = new SyncClient(homeserver, bob);
        bobs.sync();
        homeserver.as(bob).leave(room);
        homeserver.as(alice).send(room, "meanwhile");
        homeserver.join(bob, room);

        assertThat(timeline(bobs.sync(), room).path("limited").asBoolean()).isTrue();
    }

    @Test
    void tellsWhoWasKickedUpToTheirEnd() {
        homeserver.join(bob, room);
        SyncClient bobs = new SyncClient(homeserver, bob);
        bobs.sync();
        homeserver.as(alice).send(room, "last");
        homeserver.as(alice).kick(room, bob.userId());
        homeserver.as(alice).send(room, "later");
        JsonNode left = bobs.sync().path("rooms").path("leave").path(room).path("timeline");

        assertThat(types(left)).containsExactly("m.room.message", "m.room.member @bob:localhost");
        assertThat(bobs.sync().has("rooms")).isFalse();
    }

    @Test
    void tellsAFirstSyncOfRoomsLeftWhenItAsks() {
        homeserver.join(bob, room);
        homeserver.as(bob).leave(room);

        assertThat(new SyncClient(homeserver, bob).sync().has("rooms")).isFalse();
        SyncClient asking =
                new SyncClient(homeserver, bob).filter("{'room':{'include_leave':true}}");
        assertThat(asking.sync().path("rooms").path("leave").has(room)).isTrue();
        homeserver.as(bob).join(room);
        homeserver.as(bob).forget(room);
        asking = new SyncClient(homeserver, bob).filter("{'room':{'include_leave':true}}");
        assertThat(asking.poll(1).has("rooms")).isFalse();
    }

    @Test
    void tellsWhoDeclinesThatTheyDid() {
        homeserver.as(alice).invite(room, bob.userId());
        SyncClient bobs = new SyncClient(homeserver, bob);
        bobs.sync();
        homeserver.as(bob).leave(room);
        JsonNode left = bobs.sync().path("rooms").path("leave").path(room).path("timeline");

        assertThat(types(left)).containsExactly("m.room.member @bob:localhost");
    }

    @Test
    void tellsWhoKnocksWhatTheRoomIsCalled() {
        homeserver.as(alice).setState(room, "m.room.join_rules", "", Map.of("join_rule", "knock"));
        SyncClient bobs = new SyncClient(homeserver, bob);
        homeserver.as(bob).knock(room);
        JsonNode knocked = bobs.sync().path("rooms").path("knock").path(room).path("knock_state");

        assertThat(types(knocked)).contains("m.room.name", "m.room.member @bob:localhost");
    }

    @Test
    void givesTheStateAfterTheTimelineWhenAsked() {
        SyncClient after = new SyncClient(homeserver, alice).with("&use_state_after=true");
        JsonNode first = after.sync();
        assertThat(types(joined(first, room).path("state_after"))).contains("m.room.name");
        assertThat(joined(first, room).has("state")).isFalse();

        homeserver.as(alice).setState(room, "m.room.topic", "", Map.of("topic", "new"));
        JsonNode next = after.sync();
        assertThat(types(joined(next, room).path("state_after"))).containsExactly("m.room.topic");
        assertThat(types(timeline(next, room))).containsExactly("m.room.topic");
    }

    @Test
    void givesTheFullStateAgainWhenAsked() {
        client.sync();
        JsonNode full = client.with("&full_state=true").sync();

        assertThat(types(joined(full, room).path("state"))).contains("m.room.create");
        assertThat(timeline(full, room).path("events")).isEmpty();
    }

    @Test
    void loadsOnlyTheMembersWhoSentSomething() {
        homeserver.join(bob, room);
        TestAccount carol = homeserver.register("carol", "secret");
        homeserver.join(carol, room);
        homeserver.as(bob).sendAll(room, texts(10));
        SyncClient lazy =
                new SyncClient(homeserver, alice)
                        .filter("{'room':{'state':{'lazy_load_members':true}}}");

        List<String> state = types(joined(lazy.sync(), room).path("state"));
        assertThat(state)
                .contains("m.room.member @bob:localhost", "m.room.member @alice:localhost")
                .doesNotContain("m.room.member @carol:localhost");
        homeserver.as(carol).send(room, "hello");
        assertThat(types(joined(lazy.sync(), room).path("state")))
                .containsExactly("m.room.member @carol:localhost");
    }

    @Test
    void tellsTheSendingDeviceItsTransactionId() throws IOException {
        client.sync();
        server.send(alice.accessToken(), room, "txn1", "x");
        homeserver.join(bob, room);
        JsonNode own = timeline(client.sync(), room).path("events").path(0);

        assertThat(own.path("unsigned").path("transaction_id").asText()).isEqualTo("txn1");
        JsonNode bobs = timeline(new SyncClient(homeserver, bob).sync(), room).path("events");
        assertThat(bobs.findValues("transaction_id")).isEmpty();
        assertThat(own.has("room_id")).isFalse();
    }

    @Test
    void tellsReceiptsTypingAndAccountData() {
        client.sync();
        homeserver.join(bob, room);
        String event = homeserver.as(alice).send(room, "x");
        homeserver.as(bob).read(room, event);
        homeserver.as(bob).startTyping(room, Duration.ofMinutes(1));
        homeserver.as(alice).setAccountData("m.direct", Map.of(bob.userId(), List.of(room)));
        JsonNode next = client.sync();
        JsonNode ephemeral = joined(next, room).path("ephemeral");

        assertThat(types(ephemeral)).containsExactly("m.receipt", "m.typing");
        JsonNode receipt = ephemeral.path("events").path(0).path("content").path(event);
        assertThat(receipt.path("m.read").path(bob.userId()).path("ts").asLong()).isPositive();
        assertThat(ephemeral.path("events").path(1).path("content").path("user_ids").path(0))
                .hasToString("\"@bob:localhost\"");
        assertThat(types(next.path("account_data"))).containsExactly("m.direct");
        assertThat(homeserver.readReceipts(room)).containsEntry(bob.userId(), event);
        assertThat(homeserver.typing(room)).containsExactly(bob.userId());

        homeserver.as(bob).stopTyping(room);
        JsonNode stopped = joined(client.sync(), room).path("ephemeral");
        assertThat(stopped.path("events").path(0).path("content").path("user_ids")).isEmpty();
    }

    @Test
    void tellsEventsThatAreRedactedWithoutTheirContent() {
        String event = homeserver.as(alice).send(room, "secret");
        client.sync();
        homeserver.as(alice).redact(room, event);
        JsonNode redaction = timeline(client.sync(), room).path("events").path(0);
        assertThat(redaction.path("redacts").asText()).isEqualTo(event);

        JsonNode events = timeline(new SyncClient(homeserver, alice).poll(1), room).path("events");
        JsonNode redacted = events.path(events.size() - 2);
        assertThat(redacted.path("event_id").asText()).isEqualTo(event);
        assertThat(redacted.path("content")).isEmpty();
        assertThat(redacted.path("unsigned").path("redacted_because").path("type").asText())
                .isEqualTo("m.room.redaction");
    }

    private static List<String> texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "m" + i).toList();
    }

    private JsonNode messages(String query) throws IOException {
        String path = HttpHomeserver.room(room) + "/messages?" + query;
        return server.call("GET", path, alice.accessToken(), null).body();
    }
}
