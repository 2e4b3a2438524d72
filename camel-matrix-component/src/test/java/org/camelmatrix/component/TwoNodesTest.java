// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.impl.cluster.ClusteredRoutePolicy;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes with one account and one position: one receives at a time. */
@ExtendWith(MatrixHomeserverExtension.class)
class TwoNodesTest {

    @TempDir private Path folder;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private MatrixHomeserver homeserver;
    private TestAccount bot;
    private TestAccount alice;
    private String room;

    @BeforeEach
    void start(MatrixHomeserver homeserver) {
        this.homeserver = homeserver;
        bot = homeserver.register("bot", "secret");
        alice = homeserver.register("alice", "secret");
        room = homeserver.createRoom(alice);
        homeserver.as(alice).invite(room, bot.userId());
        homeserver.join(bot, room);
    }

    private ReceiverFixture node(int number) throws Exception {
        ReceiverFixture node = new ReceiverFixture(homeserver, bot);
        FileLockClusterService cluster = new FileLockClusterService();
        cluster.setId("node-" + number);
        cluster.setRoot(folder.resolve("cluster").toString());
        cluster.setAcquireLockDelay(100);
        cluster.setAcquireLockInterval(100);
        cluster.setAcquireLockDelayUnit(TimeUnit.MILLISECONDS);
        cluster.setAcquireLockIntervalUnit(TimeUnit.MILLISECONDS);
        node.camel().addService(cluster);
        return node.routes(
                        new RouteBuilder() {
                            @Override
                            public void configure() throws Exception {
                                from("matrix:" + room + "?sinceStore=" + store())
                                        .routeId("receiver")
                                        .routePolicy(ClusteredRoutePolicy.forNamespace("matrix"))
                                        .process(node::note)
                                        .process(
                                                exchange ->
                                                        received.add(
                                                                exchange.getMessage()
                                                                        .getBody(String.class)));
                            }
                        })
                .start();
    }

    private Path store() {
        return folder.resolve("since.json");
    }

    @Test
    void letsOneNodeReceiveAndTheOtherGoOnWhereItStopped() throws Exception {
        try (ReceiverFixture first = node(1)) {
            await().until(() -> homeserver.longPolls() == 1);
            try (ReceiverFixture second = node(2)) {
                say(0, 20);
                await().until(() -> received.size() == 20);
                assertThat(second.received()).isEmpty();
                first.close();
                say(20, 40);
                await().until(() -> received.contains("m39"));
                assertThat(second.received()).hasSize(20);
                assertThat(received)
                        .containsExactly(
                                IntStream.range(0, 40)
                                        .mapToObj(i -> "m" + i)
                                        .toArray(String[]::new));
            }
        }
    }

    @Test
    void findsOutThatAnotherReceivesWithTheSamePosition() throws Exception {
        String uri = "matrix:" + room + "?sinceStore=" + store();
        try (ReceiverFixture first = new ReceiverFixture(homeserver, bot).notes(uri).start();
                ReceiverFixture second = new ReceiverFixture(homeserver, bot).notes(uri).start()) {
            await().until(() -> homeserver.longPolls() == 2);
            int[] n = {0};
            await().until(
                            () -> {
                                say(n[0], ++n[0]);
                                return first.figures(uri).intruderCount()
                                                + second.figures(uri).intruderCount()
                                        > 0;
                            });
        }
    }

    private void say(int from, int to) {
        IntStream.range(from, to).forEach(i -> homeserver.as(alice).send(room, "m" + i));
    }
}
