// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.camelmatrix.component.MatrixOperation.CREATE_ROOM;
import static org.camelmatrix.component.MatrixOperation.REQUEST;
import static org.camelmatrix.component.MatrixOperation.SEND_MESSAGE;
import static org.camelmatrix.component.MatrixOperation.SET_STATE;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.component.MatrixConstants;
import org.camelmatrix.component.MatrixOperation;
import org.camelmatrix.component.MatrixStore;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A homeserver that denies that a room is encrypted, after the account has learnt that it is. */
@Timeout(60)
class EncryptionStandInTest {

    private static final Map<String, ?> MEGOLM = Map.of("algorithm", "m.megolm.v1.aes-sha2");

    @TempDir private Path folder;
    private final MatrixHomeserver homeserver = MatrixHomeserver.start();
    private final List<Process> processes = new ArrayList<>();
    private Person alice;
    private Person bot;
    private String room;

    @BeforeEach
    void makeRoom() {
        alice = Person.register(homeserver.url(), "alice");
        bot = Person.register(homeserver.url(), "bot");
        room = alice.createRoom("12", bot);
        bot.call("POST", "/_matrix/client/v3/join/" + Person.encode(room), Map.of());
    }

    @AfterEach
    void stop() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        homeserver.close();
    }

    @Test
    void anotherProcessSendsNothingInClearToARoomThatOneHasHeardOf() throws Exception {
        Process listener = start();
        BufferedReader heard = listener.inputReader();
        assertThat(heard.readLine()).isEqualTo("started");
        say("before");
        assertThat(heard.readLine()).isEqualTo("heard: before");
        alice.putState(room, "m.room.encryption", MEGOLM);
        say("after");
        assertThat(heard.readLine()).isEqualTo("heard: after");
        listener.destroyForcibly().waitFor();
        denyEncryption();
        Process sender = start(room);
        assertThat(sender.inputReader().readLine())
                .contains("MatrixRejectedException")
                .contains("is encrypted");
        assertThat(alice.bodies(room)).containsExactly("before", "after");
    }

    @Test
    void writesARoomDownBeforeItAsksForTheNextAnswer() throws Exception {
        Repository repository = new Repository();
        List<String> heard = new CopyOnWriteArrayList<>();
        try (RouteFixture fixture = listener(repository, heard)) {
            say("before");
            await().until(() -> heard.contains("before"));
            repository.fails = true;
            alice.putState(room, "m.room.encryption", MEGOLM);
            say("after");
            await().until(() -> repository.failures.get() >= 2);
            assertThat(heard).doesNotContain("after");
            assertThat(send(fixture, room).getException())
                    .as("a send in the meantime")
                    .hasMessageContaining("The list of encrypted rooms cannot be kept")
                    .hasMessageContaining("sessionStore");
            repository.fails = false;
            await().until(() -> heard.contains("after"));
            assertThat(repository.texts.keySet()).anyMatch(key -> key.endsWith(room));
        }
        assertThat(alice.bodies(room)).containsExactly("before", "after");
    }

    @Test
    void aNodeSeesWhatAnotherOneHasWrittenDown() throws Exception {
        Repository repository = new Repository();
        try (RouteFixture fixture = fixture(repository).start(sending())) {
            assertThat(send(fixture, room).getException()).isNull();
            repository.setState("encrypted " + bot.userId() + ' ' + room, "by another node");
            denyEncryption();
            assertRefused(send(fixture, room));
        }
        assertThat(alice.bodies(room)).containsExactly("secret");
    }

    @Test
    void remembersARoomThatASendHasFoundToBeEncryptedOnceTheStoreTakesIt() throws Exception {
        alice.putState(room, "m.room.encryption", MEGOLM);
        Repository repository = new Repository();
        repository.fails = true;
        try (RouteFixture fixture = fixture(repository).start(sending())) {
            for (int i = 0; i < 2; i++) {
                assertThat(send(fixture, room).getException())
                        .hasMessageContaining("cannot be kept");
            }
            repository.fails = false;
            assertRefused(send(fixture, room));
        }
        denyEncryption();
        try (RouteFixture restarted = fixture(repository).start(sending())) {
            assertRefused(send(restarted, room));
        }
        assertThat(alice.bodies(room)).isEmpty();
    }

    @Test
    void remembersARoomThatTheRouteItselfEncrypts() throws Exception {
        String own = bot.createRoom("11");
        operate(
                SET_STATE,
                own,
                MEGOLM,
                Map.of(MatrixConstants.OVERRIDE_EVENT_TYPE, "m.room.encryption"));
        assertNothingInClear(own);
    }

    @Test
    void takesNoStateWithAKeyOfItsOwnForEncryption() throws Exception {
        String own = bot.createRoom("11");
        operate(
                SET_STATE,
                own,
                MEGOLM,
                Map.of(
                        MatrixConstants.OVERRIDE_EVENT_TYPE,
                        "m.room.encryption",
                        MatrixConstants.OVERRIDE_STATE_KEY,
                        "other"));
        try (OperationFixture fixture = operations()) {
            fixture.succeed(SEND_MESSAGE, own, "clear", Map.of());
        }
        assertThat(bot.bodies(own)).containsExactly("clear");
    }

    @Test
    void asksAgainWhereTheAnswerToAnEncryptionIsLost() throws Exception {
        String own = bot.createRoom("11");
        try (OperationFixture fixture = operations()) {
            fixture.route().matrix().getConfiguration().setEncryptionCheckInterval(3_600_000);
            fixture.succeed(SEND_MESSAGE, own, "clear", Map.of());
            homeserver.inject(Fault.answerLost().on(Endpoint.SEND_STATE));
            fixture.ask(
                    SET_STATE,
                    own,
                    MEGOLM,
                    Map.of(MatrixConstants.OVERRIDE_EVENT_TYPE, "m.room.encryption"));
            assertRefused(fixture.ask(SEND_MESSAGE, own, "secret", Map.of()));
        }
        assertThat(bot.bodies(own)).containsExactly("clear");
    }

    @Test
    void sendsNothingInClearWhileARequestEncryptsTheRoom() throws Exception {
        String own = bot.createRoom("11");
        try (OperationFixture fixture = operations()) {
            fixture.route().matrix().getConfiguration().setEncryptionCheckInterval(3_600_000);
            fixture.succeed(SEND_MESSAGE, own, "clear", Map.of());
            homeserver.inject(Fault.delayed(Duration.ofSeconds(3)).on(Endpoint.SEND_STATE));
            CompletableFuture<Exchange> encrypts =
                    CompletableFuture.supplyAsync(
                            () -> fixture.ask(REQUEST, null, MEGOLM, encryptionOf(own)));
            String state = "/_matrix/client/v3/rooms/" + Person.encode(own) + "/state";
            await().until(
                            () ->
                                    bot.call("GET", state, null)
                                            .toString()
                                            .contains("m.room.encryption"));
            assertThat(encrypts).isNotDone();
            assertRefused(fixture.ask(SEND_MESSAGE, own, "secret", Map.of()));
            assertThat(encrypts.get(1, TimeUnit.MINUTES).getException()).isNull();
        }
        assertThat(bot.bodies(own)).containsExactly("clear");
    }

    private static Map<String, Object> encryptionOf(String own) {
        return Map.of(
                MatrixConstants.OVERRIDE_REQUEST_METHOD,
                "PUT",
                MatrixConstants.OVERRIDE_REQUEST_PATH,
                "/_matrix/client/v3/rooms/" + Person.encode(own) + "/state/m.room.encryption/");
    }

    @Test
    void remembersARoomThatARequestEncrypts() throws Exception {
        String own = bot.createRoom("11");
        operate(
                REQUEST,
                null,
                MEGOLM,
                Map.of(
                        MatrixConstants.OVERRIDE_REQUEST_METHOD,
                        "PUT",
                        MatrixConstants.OVERRIDE_REQUEST_PATH,
                        "/_matrix/client/v3/rooms/"
                                + Person.encode(own)
                                + "/state/m%2Eroom.encryption/"));
        assertNothingInClear(own);
    }

    @Test
    void remembersARoomThatItMadeEncrypted() throws Exception {
        try (OperationFixture fixture = operations()) {
            denyEncryption();
            String made =
                    fixture.succeed(
                                    CREATE_ROOM,
                                    null,
                                    null,
                                    Map.of(MatrixConstants.OVERRIDE_ROOM_ENCRYPTED, true))
                            .getMessage()
                            .getBody(String.class);
            assertRefused(fixture.ask(SEND_MESSAGE, made, "secret", Map.of()));
            assertNothingInClear(made);
        }
    }

    @Test
    void aReplacementDoesNotEndTheEncryptionOfTheRoomThatTheRouteNames() throws Exception {
        Repository repository = new Repository();
        List<String> heard = new CopyOnWriteArrayList<>();
        String replacement;
        try (RouteFixture fixture = listener(repository, heard)) {
            alice.putState(room, "m.room.encryption", MEGOLM);
            say("encrypted");
            await().until(() -> heard.contains("encrypted"));
            replacement =
                    alice.createRoom(
                            Map.of(
                                    "preset",
                                    "public_chat",
                                    "creation_content",
                                    Map.of("predecessor", Map.of("room_id", room))));
            alice.putState(
                    room,
                    "m.room.tombstone",
                    Map.of("body", "moved", "replacement_room", replacement));
            await().until(
                            () ->
                                    bot.call("GET", "/_matrix/client/v3/joined_rooms", null)
                                            .toString()
                                            .contains(replacement));
            await().untilAsserted(
                            () ->
                                    assertThat(send(fixture, room).getException())
                                            .isInstanceOf(MatrixRejectedException.class)
                                            .hasMessageContaining(
                                                    replacement + " that replaces it is not"));
            assertThat(send(fixture, replacement).getException()).isNull();
        }
        assertThat(alice.bodies(replacement)).containsExactly("secret");
    }

    private void assertNothingInClear(String own) throws Exception {
        denyEncryption();
        try (OperationFixture fixture = operations()) {
            assertRefused(fixture.ask(SEND_MESSAGE, own, "secret", Map.of()));
        }
        assertThat(bot.bodies(own)).isEmpty();
    }

    private void operate(MatrixOperation operation, String own, Object body, Map<String, ?> headers)
            throws Exception {
        try (OperationFixture fixture = operations()) {
            fixture.succeed(operation, own, body, headers);
        }
    }

    private OperationFixture operations() throws Exception {
        return new OperationFixture(bot, "sessionStore=" + folder.resolve("state.json"));
    }

    private static void assertRefused(Exchange exchange) {
        assertThat(exchange.getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("is encrypted");
    }

    private void denyEncryption() {
        homeserver.inject(Fault.error(404, "M_NOT_FOUND", "Event not found.").on(Endpoint.STATE));
    }

    private void say(String text) {
        alice.call(
                "PUT",
                "/_matrix/client/v3/rooms/"
                        + Person.encode(room)
                        + "/send/m.room.message/"
                        + System.nanoTime(),
                Map.of("msgtype", "m.text", "body", text));
    }

    private Process start(String... more) throws Exception {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                homeserver.url().toString(),
                                bot.accessToken(),
                                folder.resolve("state.json").toString(),
                                folder.resolve("since.json").toString()));
        arguments.addAll(List.of(more));
        Process process =
                JavaProcess.of(ListenerProcess.class, arguments)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        processes.add(process);
        return process;
    }

    private RouteFixture listener(Repository repository, List<String> heard) throws Exception {
        return fixture(repository)
                .start(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("matrix:*?startFrom=history")
                                        .process(
                                                event ->
                                                        heard.add(
                                                                event.getMessage()
                                                                        .getBody(String.class)));
                                from("direct:in").to("matrix:*");
                            }
                        });
    }

    private static RouteBuilder sending() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("matrix:*");
            }
        };
    }

    private RouteFixture fixture(Repository repository) {
        RouteFixture fixture = new RouteFixture(bot);
        fixture.matrix().getConfiguration().setSessionStore(MatrixStore.of(repository));
        fixture.matrix().getConfiguration().setEncryptionCheckInterval(0);
        fixture.matrix().getConfiguration().setMaximumRetries(0);
        return fixture;
    }

    private static Exchange send(RouteFixture fixture, String to) {
        return fixture.template()
                .send(
                        "direct:in",
                        exchange -> {
                            exchange.getMessage().setBody("secret");
                            exchange.getMessage().setHeader("CamelMatrixOverrideRoom", to);
                        });
    }

    /** A store that can be told to fail. */
    private static final class Repository extends ServiceSupport
            implements StateRepository<String, String> {

        private final Map<String, String> texts = new ConcurrentHashMap<>();
        private final AtomicInteger failures = new AtomicInteger();
        private volatile boolean fails;

        @Override
        public void setState(String key, String value) {
            if (fails) {
                failures.incrementAndGet();
                throw new IllegalStateException("the disk is full");
            }
            texts.put(key, value);
        }

        @Override
        public String getState(String key) {
            return texts.get(key);
        }
    }
}
