// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application that does not have camel-health, which the component does not need. */
@ExtendWith(MatrixHomeserverExtension.class)
class WithoutHealthTest {

    @Test
    void sendsWithoutCamelHealth(MatrixHomeserver homeserver) throws Exception {
        TestAccount bot = homeserver.register("bot", "secret");
        String room = homeserver.createRoom(bot);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(
                        classPathWithoutHealth(), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            Object checks =
                    loader.loadClass(Application.class.getName())
                            .getMethod("run", String.class)
                            .invoke(
                                    null,
                                    "matrix:%s?homeserverUrl=%s&accessToken=%s"
                                            .formatted(room, homeserver.url(), bot.accessToken()));
            assertThat(checks).as("a registry of health checks").isEqualTo(false);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        assertThat(homeserver.messages(room)).hasSize(1);
    }

    private static URL[] classPathWithoutHealth() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().contains("camel-health"))
                .map(WithoutHealthTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }

    /** What runs with the other class path. */
    public static final class Application {

        private Application() {}

        /** Sends a message; tells whether there is a registry of health checks. */
        public static boolean run(String uri) throws Exception {
            try (CamelContext camel = new DefaultCamelContext()) {
                camel.start();
                camel.createProducerTemplate().sendBody(uri, "hello");
                return HealthCheckRegistry.get(camel) != null;
            }
        }
    }
}
