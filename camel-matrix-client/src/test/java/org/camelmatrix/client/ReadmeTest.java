// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.RoomEvent;
import org.camelmatrix.test.RoomSetup;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {

    private static final Pattern PROGRAM = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @RegisterExtension
    private static final MatrixHomeserverExtension HOMESERVER = new MatrixHomeserverExtension();

    @Test
    void theProgramSendsAndReceivesAsPrinted(@TempDir Path folder) throws Exception {
        Matcher program = PROGRAM.matcher(Files.readString(Path.of("README.md")));
        assertThat(program.find()).isTrue();
        Path source = Files.writeString(folder.resolve("Example.java"), program.group(1));
        int exit =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-d",
                                folder.toString(),
                                source.toString());
        assertThat(exit).isZero();

        MatrixHomeserver homeserver = HOMESERVER.homeserver();
        TestAccount alice = homeserver.register("alice", "secret");
        TestAccount bot = homeserver.register("bot", "secret");
        String room = homeserver.createRoom(alice, RoomSetup.privateRoom().invite(bot.userId()));
        String[] arguments = {homeserver.url().toString(), bot.accessToken(), room};
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            var main = loader.loadClass("Example").getMethod("main", String[].class);
            CompletableFuture<Void> run =
                    CompletableFuture.runAsync(
                            () -> {
                                try {
                                    main.invoke(null, (Object) arguments);
                                } catch (ReflectiveOperationException e) {
                                    throw new AssertionError(e);
                                }
                            });
            await().until(() -> homeserver.messages(room), messages -> !messages.isEmpty());
            await().until(
                            () -> {
                                homeserver.as(alice).send(room, "!ping");
                                return homeserver.messages(room).stream()
                                        .anyMatch(ReadmeTest::isPong);
                            });
            homeserver.as(alice).send(room, "!stop");
            run.get(30, TimeUnit.SECONDS);
        }
        assertThat(homeserver.messages(room).get(0).formattedBody())
                .contains("<strong>I am here</strong>");
    }

    private static boolean isPong(RoomEvent message) {
        return message.body().filter("pong"::equals).isPresent()
                && message.msgtype().filter("m.notice"::equals).isPresent();
    }
}
