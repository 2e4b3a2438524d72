// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camelmatrix.contract.FaultProxy.Fault;
import org.camelmatrix.contract.FaultProxy.Moment;
import org.camelmatrix.test.MatrixHomeserver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proxy does to a request what it says, and counts it. */
class FaultProxyTest {

    private MatrixHomeserver homeserver;
    private Person alice;
    private String room;

    @BeforeEach
    void makeRoom() {
        homeserver = MatrixHomeserver.start();
        alice = Person.register(homeserver.url(), "alice");
        room = alice.createRoom("12");
    }

    @AfterEach
    void stop() {
        homeserver.close();
    }

    @Test
    void passesEverythingOnWithoutFaults() throws Exception {
        List<Moment> moments = new ArrayList<>();
        try (FaultProxy proxy = new FaultProxy(homeserver.url(), 1).start()) {
            proxy.watch(moments::add);
            send(proxy, "1");
            send(proxy, "2");
            assertThat(through(proxy).bodies(room)).containsExactly("1", "2");
            assertThat(proxy.processed()).isEqualTo(2);
        }
        assertThat(moments).hasSize(6).startsWith(Moment.values());
    }

    @Test
    void answersInsteadOfTheHomeserver() throws Exception {
        for (Fault fault : List.of(Fault.LIMITED, Fault.UNAVAILABLE)) {
            try (FaultProxy proxy = new FaultProxy(homeserver.url(), 1).with(fault, 1).start()) {
                for (int i = 0; i < 2; i++) {
                    assertThatThrownBy(() -> send(proxy, "1"))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining(
                                    fault == Fault.LIMITED ? "M_LIMIT_EXCEEDED" : "M_UNKNOWN");
                }
                assertThat(proxy.count(fault)).isEqualTo(2);
            }
        }
        assertThat(alice.bodies(room)).isEmpty();
    }

    @Test
    void losesRequestsAndAnswers() throws Exception {
        for (Fault fault : List.of(Fault.DROPPED, Fault.ANSWER_LOST)) {
            try (FaultProxy proxy = new FaultProxy(homeserver.url(), 1).with(fault, 1).start()) {
                assertThatThrownBy(() -> send(proxy, fault.name()))
                        .isInstanceOf(UncheckedIOException.class);
                assertThat(proxy.count(fault)).isPositive();
            }
        }
        assertThat(alice.bodies(room)).containsExactly(Fault.ANSWER_LOST.name());
    }

    @Test
    void failsByChance() throws Exception {
        try (FaultProxy proxy =
                new FaultProxy(homeserver.url(), 1).with(Fault.UNAVAILABLE, 0.5).start()) {
            int failed = 0;
            for (int i = 0; i < 100; i++) {
                try {
                    send(proxy, "message " + i);
                } catch (IllegalStateException e) {
                    failed++;
                }
            }
            assertThat(failed).isBetween(20, 80).isEqualTo(proxy.count(Fault.UNAVAILABLE));
            assertThat(alice.bodies(room)).hasSize(100 - failed);
        }
    }

    @Test
    void resetsWhileTheHomeserverIsDown() throws Exception {
        try (FaultProxy proxy = new FaultProxy(homeserver.url(), 1).start()) {
            send(proxy, "1");
            homeserver.close();
            assertThatThrownBy(() -> send(proxy, "2")).isInstanceOf(UncheckedIOException.class);
            assertThat(proxy.count(Fault.HOMESERVER_DOWN)).isPositive();
        }
    }

    private void send(FaultProxy proxy, String body) {
        through(proxy)
                .call(
                        "PUT",
                        "/_matrix/client/v3/rooms/"
                                + Person.encode(room)
                                + "/send/m.room.message/"
                                + Person.encode(body),
                        Map.of("msgtype", "m.text", "body", body));
    }

    private Person through(FaultProxy proxy) {
        return new Person(
                proxy.url(),
                alice.userId(),
                alice.password(),
                alice.deviceId(),
                alice.accessToken());
    }
}
