// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.camel.RoutesBuilder;
import org.camelmatrix.examples.HttpToRoom;
import org.camelmatrix.examples.JmsToRoom;
import org.camelmatrix.examples.TimerToRoom;

/** The example routes that the command can run. */
enum Example {
    FILE(
            "files dropped into the folder inbox go to the room (YAML; runs without --example too)",
            () -> RouteResources.classPath("examples/file.yaml")),
    TIMER("a message every 10 seconds, or every timer.period (Java)", TimerToRoom::new),
    HTTP(
            "what is posted to http://127.0.0.1:8080/messages goes to the room (Java)",
            HttpToRoom::new),
    JMS("messages of a JMS queue go to the room, with a broker inside (Java)", JmsToRoom::new),
    ECHO(
            "a bot that says back what others write in the room (YAML)",
            () -> RouteResources.classPath("examples/echo.yaml")),
    DEPLOY(
            "a bot that answers the command !deploy, also after a restart (YAML)",
            () -> RouteResources.classPath("examples/deploy.yaml")),
    SHOWCASE(
            "one message of each kind, to look at in a client (YAML)",
            () -> RouteResources.classPath("examples/showcase.yaml"));

    private final String summary;
    private final Callable<RoutesBuilder> routes;

    Example(String summary, Callable<RoutesBuilder> routes) {
        this.summary = summary;
        this.routes = routes;
    }

    /**
     * The example of that name, in whatever case.
     *
     * @return empty if there is none
     */
    static Optional<Example> named(String name) {
        for (Example example : values()) {
            if (example.word().equalsIgnoreCase(name)) {
                return Optional.of(example);
            }
        }
        return Optional.empty();
    }

    /** Its name on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it answers others, so that it needs a room in which others write. */
    boolean isBot() {
        return this == ECHO || this == DEPLOY;
    }

    String summary() {
        return summary;
    }

    RoutesBuilder routes() throws Exception {
        return routes.call();
    }
}
