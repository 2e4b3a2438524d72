// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.Main;
import org.apache.camel.spi.StateRepository;
import org.apache.hc.client5.http.classic.HttpClient;
import org.camelmatrix.MatrixException;
import org.camelmatrix.component.MatrixComponent;
import org.camelmatrix.component.MatrixConfiguration;
import org.camelmatrix.component.MatrixEndpoint;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.ClassicTransport;
import org.camelmatrix.internal.http.Discovery;
import org.camelmatrix.internal.http.MatrixClient;
import org.camelmatrix.internal.http.Transport;
import org.camelmatrix.store.StateStore;

/**
 * The component as the properties make it, in a CamelContext without routes: its options, its way
 * over the network and its store.
 *
 * <p>For one thread.
 */
final class Connection implements AutoCloseable {

    private final Main main;
    private final MatrixComponent component;

    private Connection(Main main, MatrixComponent component) {
        this.main = main;
        this.component = component;
    }

    /**
     * Starts it; nothing is asked of a homeserver yet.
     *
     * @param program has the properties
     * @throws UsageException if a property is wrong
     */
    static Connection open(Program program) {
        Map<String, String> properties = program.properties();
        Map<String, String> environment = program.environment();
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        properties.forEach(
                (key, value) -> {
                    if (concerns(key)
                            && Stream.of(AccountVariable.values())
                                    .noneMatch(v -> v.gives(key, value, environment))) {
                        main.addOverrideProperty(key, value);
                    }
                });
        main.configure().setAutoConfigurationLogSummary(false);
        try {
            main.start();
            MatrixComponent component =
                    main.getCamelContext().getComponent("matrix", MatrixComponent.class);
            for (AccountVariable variable : AccountVariable.values()) {
                variable.apply(component.getConfiguration(), properties, environment);
            }
            forgetBlanks(component.getConfiguration());
            return new Connection(main, component);
        } catch (Exception e) {
            main.stop();
            throw new UsageException(program.sentence(e), e);
        }
    }

    /** A placeholder with an empty default gives nothing, as it does to routes. */
    private static void forgetBlanks(MatrixConfiguration options) {
        if (options.getAccessToken() != null && options.getAccessToken().isBlank()) {
            options.setAccessToken(null);
        }
        if (options.getPassword() != null && options.getPassword().isBlank()) {
            options.setPassword(null);
        }
        if (options.getHomeserverUrl() != null && options.getHomeserverUrl().isBlank()) {
            options.setHomeserverUrl(null);
        }
        if (options.getUserId() != null && options.getUserId().isBlank()) {
            options.setUserId(null);
        }
    }

    /** Routes, servers and other components of a program are none of setup's business. */
    private static boolean concerns(String key) {
        return !key.startsWith("camel.")
                || key.startsWith("camel.component.matrix.")
                || key.startsWith("camel.ssl.")
                || key.startsWith("camel.beans.")
                || key.startsWith("camel.vault.");
    }

    /** The component's options, which may be changed at any time. */
    MatrixConfiguration options() {
        return component.getConfiguration();
    }

    /** An endpoint with the options as they are now, where each message names its room. */
    MatrixEndpoint endpoint() {
        try {
            return (MatrixEndpoint) component.createEndpoint("matrix:*");
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    CamelContext camelContext() {
        return main.getCamelContext();
    }

    /** The name of a repository in the registry. */
    String beanName(StateRepository<?, ?> repository) {
        return camelContext()
                .getRegistry()
                .findByTypeWithName(StateRepository.class)
                .entrySet()
                .stream()
                .filter(bean -> bean.getValue() == repository)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    HttpClient httpClient() {
        return endpoint().httpClient();
    }

    Transport transport() {
        return new ClassicTransport(
                httpClient(), Duration.ofMillis(options().getResponseTimeout()));
    }

    /**
     * Where the component keeps sessions.
     *
     * @throws UsageException if the option is wrong
     */
    StateStore store() {
        try {
            return endpoint().stateStore();
        } catch (RuntimeCamelException | IllegalArgumentException e) {
            throw new UsageException(
                    "The session store "
                            + options().getSessionStore()
                            + " cannot be used here: give a file by --session-store.",
                    e);
        }
    }

    /**
     * The homeserver that the options name, or else the one that the server name leads to.
     *
     * @param serverName the server name of an account, or null
     * @throws UsageException if neither is known
     * @throws MatrixException if it is not found
     */
    MatrixClient homeserver(String serverName) {
        if (options().getHomeserverUrl() != null) {
            return new MatrixClient(transport(), Forms.homeserverUrl(options().getHomeserverUrl()));
        }
        if (serverName == null) {
            throw new UsageException(
                    "No homeserver is given: give --homeserver, or a whole user id"
                            + " (@localpart:server.name) that leads to it.");
        }
        return await(new Discovery(transport()).homeserverOf(serverName));
    }

    /** The account that the options name, or null. */
    UserId user() {
        String user = options().getUserId();
        return user == null ? null : Forms.userId(user);
    }

    /**
     * What a future gives.
     *
     * @throws MatrixException if it failed
     */
    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof MatrixException reason) {
                throw reason;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        main.stop();
    }
}
