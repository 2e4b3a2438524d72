// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.RoomEvent;
import org.camelmatrix.test.RoomSetup;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The runner in this process: what it says at the start, and its exit code. */
@ExtendWith(MatrixHomeserverExtension.class)
class RunnerTest {

    @TempDir private Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> options = new HashMap<>();
    private MatrixHomeserver homeserver;
    private TestAccount bot;
    private TestAccount alice;

    @BeforeEach
    void setAccount(MatrixHomeserver homeserver) {
        this.homeserver = homeserver;
        bot = homeserver.register("bot", "secret");
        alice = homeserver.register("alice", "secret");
        options.put("camel.component.matrix.homeserver-url", homeserver.url().toString());
        options.put("camel.component.matrix.access-token", bot.accessToken());
        options.put("camel.main.duration-max-messages", "1");
        options.put("camel.main.duration-max-seconds", "60");
    }

    @Test
    void saysAtTheStartThatTheRoomIsNotThere() {
        assertThat(failureIn("#nosuch:localhost")).contains("#nosuch:localhost", "M_NOT_FOUND");
    }

    @Test
    void saysAtTheStartThatTheRoomDoesNotLetTheAccountIn() {
        homeserver.createRoom(alice, RoomSetup.privateRoom().alias("private"));
        assertThat(failureIn("#private:localhost")).contains("#private:localhost", "M_FORBIDDEN");
    }

    @Test
    void saysAtTheStartThatTheRoomIsEncryptedAndNamesItAsTheUserDoes() {
        String room =
                homeserver.createRoom(
                        alice,
                        RoomSetup.publicRoom()
                                .alias("secret")
                                .state(
                                        "m.room.encryption",
                                        "",
                                        Map.of("algorithm", "m.megolm.v1.aes-sha2")));
        assertThat(failureIn("#secret:localhost"))
                .startsWith("The room #secret:localhost (" + room + ") is encrypted");
    }

    @Test
    void saysAtTheStartThatTheAccountMayNotSend() {
        homeserver.createRoom(alice, RoomSetup.publicRoom().alias("quiet").levelToSend(50));
        assertThat(failureIn("#quiet:localhost"))
                .contains("@bot:localhost may not send", "#quiet:localhost (!", "50");
    }

    @Test
    void sendsToARoomOfItsOwnWhereOnlyModeratorsMay() throws Exception {
        homeserver.createRoom(bot, RoomSetup.publicRoom().alias("own").levelToSend(50));
        options.put("matrix.room", "#own:localhost");
        assertThat(run(Runner.Job.EXAMPLES, Example.TIMER.routes())).isZero();
        assertThat(homeserver.messages("#own:localhost")).isNotEmpty();
    }

    @Test
    void aRunThatEndsByItselfFailsIfAMessageFailed() throws Exception {
        homeserver.createRoom(bot, RoomSetup.publicRoom().alias("ops"));
        options.put("matrix.room", "#ops:localhost");
        assertThat(run(Runner.Job.OWN_ROUTES, sending("hello"))).isZero();
        assertThat(run(Runner.Job.OWN_ROUTES, sending(" "))).isEqualTo(1);
        assertThat(homeserver.messages("#ops:localhost"))
                .extracting(RoomEvent::body)
                .singleElement()
                .isEqualTo(Optional.of("hello"));
    }

    @Test
    void aPropertyOfTheCommandLineWinsOverAVariableOfItsName() throws Exception {
        assertThat(System.getenv("PATH")).isNotBlank();
        homeserver.createRoom(bot, RoomSetup.publicRoom().alias("ops"));
        options.put("path", "#ops:localhost");
        assertThat(run(Runner.Job.OWN_ROUTES, sending("hello", "matrix:{{path}}"))).isZero();
        assertThat(homeserver.messages("#ops:localhost")).hasSize(1);
    }

    @Test
    void anUnknownVariableStopsNoRoutesThatNameTheirAccount() throws Exception {
        options.keySet().removeIf(option -> option.contains("component"));
        environment.put("MATRIX_OS", "linux");
        String room = homeserver.createRoom(bot);
        String account =
                "matrix:%s?homeserverUrl=%s&accessToken=RAW(%s)"
                        .formatted(room, homeserver.url(), bot.accessToken());
        assertThat(run(Runner.Job.OWN_ROUTES, sending("hello", account))).isZero();
        assertThat(homeserver.messages(room)).hasSize(1);
    }

    @Test
    void anUnknownVariableStopsTheDemo() {
        options.keySet().removeIf(option -> option.contains("component"));
        environment.put("MATRIX_TOKEN", "x");
        for (Runner.Job job : List.of(Runner.Job.EXAMPLES, Runner.Job.OWN_ROUTES)) {
            Throwable failure = catchThrowable(() -> run(job, sending("hello")));
            assertThat(Sentence.of(failure)).contains("MATRIX_TOKEN", "MATRIX_ACCESS_TOKEN");
        }
    }

    @Test
    void namesTheRouteAndTheFileOfAWrongOption() throws Exception {
        Path file =
                Files.writeString(
                        directory.resolve("alerts.yaml"),
                        """
                        - route:
                            id: alerts
                            from:
                              uri: timer:once?repeatCount=1
                              steps:
                                - to: "matrix:#ops:localhost?messageType=bogus"
                        """);
        Throwable failure =
                catchThrowable(
                        () -> run(Runner.Job.OWN_ROUTES, RouteResources.files(List.of(file))));
        assertThat(Sentence.of(failure))
                .startsWith("Route alerts (" + file + "): ")
                .contains("messageType", "bogus");
    }

    @Test
    void saysThatAUriNamesNoRoom() {
        for (String uri :
                List.of("matrix:", "matrix", "matrix:?messageType=notice", "matrix:{{no:}}")) {
            Throwable failure =
                    catchThrowable(() -> run(Runner.Job.OWN_ROUTES, sending("hello", uri)));
            assertThat(Sentence.of(failure)).startsWith("Route ").contains("names no room: write");
        }
    }

    @Test
    void namesTheRouteWhoseOptionIsWrongAtItsStart() {
        for (String option : List.of("mentions=alice", "updateKey=${header.x")) {
            String uri = "matrix:#ops:localhost?" + option;
            Throwable failure =
                    catchThrowable(() -> run(Runner.Job.OWN_ROUTES, sending("hello", uri)));
            assertThat(Sentence.of(failure)).startsWith("Route ");
        }
    }

    private String failureIn(String room) {
        options.put("matrix.room", room);
        Throwable failure = catchThrowable(() -> run(Runner.Job.EXAMPLES, Example.TIMER.routes()));
        assertThat(failure).isNotNull();
        assertThat(homeserver.requests(Endpoint.SEND)).isEmpty();
        return Sentence.of(failure);
    }

    private static RoutesBuilder sending(String body) {
        return sending(body, "matrix:{{matrix.room}}");
    }

    private static RoutesBuilder sending(String body, String to) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("timer:once?repeatCount=1&delay=0").setBody(constant(body)).to(to);
            }
        };
    }

    private int run(Runner.Job job, RoutesBuilder routes) throws Exception {
        Settings settings = Settings.of(directory, environment, options);
        return new Runner(directory, environment, settings, OptionalInt.of(5), false)
                .run(List.of(routes), job);
    }
}
