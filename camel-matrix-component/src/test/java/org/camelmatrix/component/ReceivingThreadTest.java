// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Receiving goes on after what should never happen to its thread. */
@ExtendWith(MatrixHomeserverExtension.class)
class ReceivingThreadTest {

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

    @Test
    void anotherThreadGoesOnWhereTheFirstIsInterrupted() throws Exception {
        AtomicReference<Thread> first = new AtomicReference<>();
        try (ReceiverFixture camel = new ReceiverFixture(homeserver, bot)) {
            camel.camel()
                    .getRegistry()
                    .bind(
                            "own",
                            handling(
                                    failure -> {
                                        if (first.compareAndSet(null, Thread.currentThread())) {
                                            Thread.currentThread().interrupt();
                                        }
                                    }));
            camel.notes("matrix:" + room + "?exceptionHandler=#own").start();
            await().until(() -> homeserver.longPolls() > 0);
            homeserver.inject(Fault.html(502).on(Endpoint.SYNC).times(2));
            homeserver.closeLongPolls();
            await().until(() -> first.get() != null && !first.get().isAlive());
            homeserver.as(alice).send(room, "after");
            await().until(() -> camel.received().contains("after"));
        }
    }

    @Test
    void goesOnWhereToTellOfAFailureFailsItself() throws Exception {
        AtomicInteger told = new AtomicInteger();
        try (ReceiverFixture camel = new ReceiverFixture(homeserver, bot)) {
            camel.camel()
                    .getRegistry()
                    .bind(
                            "own",
                            handling(
                                    failure -> {
                                        told.incrementAndGet();
                                        throw new OutOfMemoryError("by a test");
                                    }));
            camel.notes("matrix:" + room + "?exceptionHandler=#own").start();
            await().until(() -> homeserver.longPolls() > 0);
            homeserver.inject(Fault.html(502).on(Endpoint.SYNC).times(1));
            homeserver.closeLongPolls();
            await().until(() -> told.get() > 0);
            homeserver.as(alice).send(room, "after");
            await().until(() -> camel.received().contains("after"));
        }
    }

    private static ExceptionHandler handling(Consumer<Throwable> action) {
        return new ExceptionHandler() {
            @Override
            public void handleException(Throwable exception) {
                action.accept(exception);
            }

            @Override
            public void handleException(String message, Throwable exception) {
                handleException(exception);
            }

            @Override
            public void handleException(String message, Exchange exchange, Throwable thrown) {
                handleException(thrown);
            }
        };
    }

    @Test
    void refusesToBePolled() throws Exception {
        try (ReceiverFixture camel = new ReceiverFixture(homeserver, bot).start()) {
            assertThatThrownBy(
                            () ->
                                    camel.camel()
                                            .createConsumerTemplate()
                                            .receiveBody("matrix:" + room, 100))
                    .rootCause()
                    .isInstanceOf(MatrixConfigurationException.class)
                    .hasMessageContaining("pollEnrich")
                    .hasMessageContaining("lost");
            assertThat(homeserver.requestCount(Endpoint.SYNC)).isZero();
        }
    }
}
