// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.test.HttpHomeserver.V3;
import static org.camelmatrix.test.HttpHomeserver.encode;
import static org.camelmatrix.test.HttpHomeserver.json;
import static org.camelmatrix.test.SyncClient.bodies;
import static org.camelmatrix.test.SyncClient.joined;
import static org.camelmatrix.test.SyncClient.timeline;
import static org.camelmatrix.test.SyncClient.types;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.camelmatrix.test.HttpHomeserver.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SyncFilterTest {
    @RegisterExtension
    static final MatrixHomeserverExtension MATRIX = new MatrixHomeserverExtension();

    @RegisterExtension
    static final SpecificationExtension SPECIFICATION = new SpecificationExtension(MATRIX);

    private MatrixHomeserver homeserver;
    private HttpHomeserver server;
    private TestAccount alice;
    private TestAccount bob;
    private String room;
    private String other;

    @BeforeEach
    void makeRooms(MatrixHomeserver started) {
        homeserver = started;
        server = new HttpHomeserver(homeserver.url());
        alice = homeserver.register("alice", "secret");
        bob = homeserver.register("bob", "secret");
        room = homeserver.createRoom(alice, RoomSetup.publicRoom());
        other = homeserver.createRoom(alice, RoomSetup.publicRoom());
        homeserver.join(bob, room);
    }

    @Test
    void takesRooms() {
        assertThat(rooms("{'room':{'rooms':['%s']}}".formatted(room))).containsExactly(room);
        assertThat(rooms("{'room':{'not_rooms':['%s']}}".formatted(room))).containsExactly(other);
        assertThat(rooms("{'room':{'rooms':[]}}")).isEmpty();
    }

    @Test
    void takesTypesWithWildcardsAndSenders() {
        homeserver.as(alice).send(room, "hers");
        homeserver.as(bob).send(room, "his");
        homeserver.as(bob).send(room, "org.example.x", Map.of("body", "x"));

        assertThat(told("{'types':['m.room.mess*'],'senders':['@bob:localhost']}"))
                .containsExactly("his");
        assertThat(told("{'types':['m.room.message'],'not_senders':['@bob:localhost']}"))
                .containsExactly("hers");
        assertThat(told("{'not_types':['m.*']}")).containsExactly("x");
        assertThat(told("{'types':[]}")).isEmpty();
        assertThat(told("{'not_rooms':['%s']}".formatted(room))).isEmpty();
    }

    @Test
    void limitsTheTimeline() {
        homeserver.as(alice).sendAll(room, List.of("1", "2", "3"));

        assertThat(told("{'limit':2}")).containsExactly("2", "3");
        assertThat(told("{'limit':0}")).as("as Synapse has it").containsExactly("3");
    }

    @Test
    void tellsStateThatTheTimelineDoesNot() {
        SyncClient client = client("{'room':{'timeline':{'types':['m.room.message']}}}");
        client.sync();
        homeserver.as(alice).setState(room, "m.room.topic", "", Map.of("topic", "new"));
        JsonNode next = client.sync();

        assertThat(timeline(next, room).path("events")).isEmpty();
        assertThat(types(joined(next, room).path("state"))).containsExactly("m.room.topic");
    }

    @Test
    void tellsNothingOfWhatIsFilteredOut() {
        SyncClient client =
                client(
                        "{'presence':{'types':[]},'account_data':{'types':[]},"
                                + "'room':{'state':{'types':[]},'ephemeral':{'types':[]},"
                                + "'account_data':{'types':[]},'timeline':{'types':['m.x']}}}");
        client.sync();
        String event = homeserver.as(alice).send(room, "x");
        homeserver.as(bob).read(room, event);
        homeserver.as(alice).setAccountData("m.direct", Map.of());
        homeserver.as(alice).setState(room, "m.room.topic", "", Map.of("topic", "new"));

        JsonNode next = client.sync();
        assertThat(next.has("rooms")).isFalse();
        assertThat(next.has("account_data")).isFalse();
    }

    @Test
    void keepsFiltersForTheirUser() throws IOException {
        String path = V3 + "/user/" + encode(alice.userId()) + "/filter";
        ObjectNode filter = json("{'room':{'rooms':[]}}");
        String id = server.call("POST", path, alice.accessToken(), filter).text("filter_id");

        assertThat(server.call("GET", path + "/" + id, alice.accessToken(), null).body())
                .isEqualTo(filter);
        assertThat(server.call("GET", path + "/7", alice.accessToken(), null).errcode())
                .isEqualTo("M_NOT_FOUND");
        assertThat(server.call("POST", path, bob.accessToken(), filter).errcode())
                .isEqualTo("M_FORBIDDEN");
        SyncClient client = new SyncClient(homeserver, alice).with("&filter=" + id);
        assertThat(client.sync().has("rooms")).isFalse();
    }

    @Test
    void refusesWhatIsNoFilterOrToken() throws IOException {
        assertThat(sync("filter=7").errcode()).isEqualTo("M_INVALID_PARAM");
        assertThat(sync("filter=x").errcode()).isEqualTo("M_INVALID_PARAM");
        assertThat(sync("filter=%7B").errcode()).isEqualTo("M_NOT_JSON");
        assertThat(sync("filter=" + encode("{\"room\":{\"rooms\":7}}")).errcode())
                .isEqualTo("M_UNKNOWN");
        assertThat(sync("since=x").errcode()).isEqualTo("M_UNKNOWN");
        assertThat(sync("timeout=x").errcode()).isEqualTo("M_INVALID_PARAM");
        assertThat(sync("set_presence=x").errcode()).isEqualTo("M_INVALID_PARAM");
        assertThat(sync("set_presence=offline").status()).isEqualTo(200);
    }

    private Reply sync(String query) throws IOException {
        return server.wrong("GET", Endpoint.SYNC.path() + "?" + query, alice.accessToken(), null);
    }

    private SyncClient client(String filter) {
        return new SyncClient(homeserver, alice).filter(filter);
    }

    private Iterable<String> rooms(String filter) {
        JsonNode joined = client(filter).sync().path("rooms").path("join");
        return () -> joined.fieldNames();
    }

    private List<String> told(String timelineFilter) {
        return bodies(client("{'room':{'timeline':" + timelineFilter + "}}").sync(), room);
    }
}
