// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.cluster.ClusteredRoutePolicy;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.support.service.ServiceSupport;
import org.camelmatrix.component.MatrixComponent;
import org.camelmatrix.component.MatrixConfiguration;
import org.camelmatrix.component.MatrixConstants;
import org.camelmatrix.component.MatrixStore;
import org.camelmatrix.store.FileStateStore;

/**
 * A route from all rooms of an account to a {@link ReceivedLog}, in a process of its own. It runs
 * until SIGTERM, which lets Camel stop, or SIGKILL, which does not.
 */
final class ReceiverProcess {

    /** Rooms that have an exchange at the same time. */
    static final int CONCURRENCY = 10;

    /** Milliseconds that the route works on an event, so that a kill finds some in flight. */
    private static final int WORK = 20;

    private ReceiverProcess() {}

    /**
     * @param arguments the homeserver, the user, the password, the folder where session, position
     *     and leadership are kept, the log, and whether it is one of several nodes ({@code node})
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[3]);
        CamelContext camel = new DefaultCamelContext();
        MatrixConfiguration options =
                camel.getComponent("matrix", MatrixComponent.class).getConfiguration();
        options.setHomeserverUrl(arguments[0]);
        options.setUserId(arguments[1]);
        options.setPassword(arguments[2]);
        options.setSessionStore(new MatrixStore.File(folder.resolve("session.json")));
        options.setConcurrentConsumers(CONCURRENCY);
        ReceivedLog log = new ReceivedLog(Path.of(arguments[4]));
        options.setSinceStore(
                MatrixStore.of(new LoggedPositions(folder.resolve("since.json"), log)));
        RoutePolicy[] policies = {new LoggedStart(log)};
        if (arguments[5].equals("node")) {
            camel.addService(leadership(folder.resolve("leader")));
            policies =
                    new RoutePolicy[] {
                        new LoggedStart(log), ClusteredRoutePolicy.forNamespace("receiver")
                    };
        }
        camel.addRoutes(route(log, policies));
        Runtime.getRuntime().addShutdownHook(new Thread(camel::stop));
        camel.start();
        Thread.currentThread().join();
    }

    private static FileLockClusterService leadership(Path root) {
        FileLockClusterService service = new FileLockClusterService();
        service.setRoot(root.toString());
        service.setAcquireLockDelay(1, TimeUnit.MILLISECONDS);
        service.setAcquireLockInterval(500, TimeUnit.MILLISECONDS);
        return service;
    }

    private static RouteBuilder route(ReceivedLog received, RoutePolicy... policies) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("matrix:*")
                        .routeId("receiver")
                        .routePolicy(policies)
                        .process(exchange -> note(exchange.getMessage(), received))
                        .delay(WORK);
            }
        };
    }

    private static void note(Message message, ReceivedLog log) {
        log.event(
                message.getHeader(MatrixConstants.ROOM_ID, String.class),
                message.getHeader(MatrixConstants.EVENT_ID, String.class),
                message.getBody(String.class));
    }

    /** Notes when the route begins, which only a leader's does. */
    private static final class LoggedStart extends RoutePolicySupport {

        private final ReceivedLog log;

        LoggedStart(ReceivedLog log) {
            this.log = log;
        }

        @Override
        public void onStart(Route route) {
            log.started();
        }
    }

    /** The file of positions; each that is kept there is noted. */
    private static final class LoggedPositions extends ServiceSupport
            implements StateRepository<String, String> {

        private final FileStateStore file;
        private final ReceivedLog log;

        LoggedPositions(Path file, ReceivedLog log) {
            this.file = new FileStateStore(file);
            this.log = log;
        }

        @Override
        public void setState(String key, String value) {
            file.put(key, value);
            log.kept();
        }

        @Override
        public String getState(String key) {
            return file.get(key).orElse(null);
        }
    }
}
