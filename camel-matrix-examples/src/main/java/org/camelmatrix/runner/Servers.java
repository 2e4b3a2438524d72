// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.Service;
import org.apache.camel.spi.EndpointStrategy;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.component.MatrixConfiguration;
import org.camelmatrix.component.MatrixEndpoint;
import org.camelmatrix.runner.embedded.HttpServer;
import org.camelmatrix.runner.embedded.StandIn;
import org.camelmatrix.test.RoomEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the servers inside this process when the first endpoint needs them, and no sooner: the
 * stand-in for a homeserver, the HTTP server.
 *
 * <p>Endpoints may be made by any thread of a route.
 */
final class Servers implements EndpointStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(Servers.class);

    private final CamelContext context;
    private final boolean demo;
    private final Optional<String> refusalOfDemo;
    private final String checkedRoom;
    private volatile StandIn standIn;
    private HttpServer httpServer;

    /**
     * @param demo whether endpoints without an account use the stand-in
     * @param refusalOfDemo why none may use it, if there is a reason
     * @param checkedRoom the room that has to take messages when routes start, or null
     */
    Servers(
            CamelContext context,
            boolean demo,
            Optional<String> refusalOfDemo,
            String checkedRoom) {
        this.context = context;
        this.demo = demo;
        this.refusalOfDemo = refusalOfDemo;
        this.checkedRoom = checkedRoom;
    }

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        if (endpoint instanceof MatrixEndpoint matrix) {
            requireAccount(matrix.getConfiguration());
            if (matrix.getRecipient().equals(checkedRoom)) {
                matrix.checkRoomAtStart();
            }
        } else if (endpoint.getEndpointUri().startsWith("servlet:")) {
            serveHttp();
        }
        return endpoint;
    }

    private void requireAccount(MatrixConfiguration configuration) {
        Account account = Account.of(configuration);
        if (demo && account.isEmpty()) {
            if (refusalOfDemo.isPresent()) {
                throw new MatrixConfigurationException(refusalOfDemo.get());
            }
            StandIn started = standIn();
            configuration.setHomeserverUrl(started.url().toString());
            configuration.setAccessToken(started.accessToken());
            return;
        }
        Optional<String> lack = account.lack(false);
        if (lack.isPresent()) {
            throw new MatrixConfigurationException(lack.get());
        }
    }

    private synchronized StandIn standIn() {
        if (standIn == null) {
            LOG.info(
                    "No MATRIX_ variable is set, so this is a demo: the homeserver is a stand-in in");
            LOG.info(
                    "this process, its room is {}, and nothing leaves this machine.", StandIn.ROOM);
            LOG.info(
                    "For a real room set MATRIX_HOMESERVER_URL, MATRIX_ACCESS_TOKEN, MATRIX_ROOM.");
            standIn = start(new StandIn());
        }
        return standIn;
    }

    private synchronized void serveHttp() {
        if (httpServer == null) {
            httpServer = start(new HttpServer(property("http.host", "127.0.0.1"), port()));
        }
    }

    private int port() {
        String port = property("http.port", "8080");
        try {
            return Integer.parseInt(port);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("The property http.port is no number: " + port);
        }
    }

    private String property(String key, String byDefault) {
        return context.resolvePropertyPlaceholders("{{" + key + ':' + byDefault + "}}");
    }

    private <T extends Service> T start(T server) {
        try {
            server.start();
            context.addService(server);
            return server;
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    /** A message as the stand-in's room has it, if the endpoint's homeserver is the stand-in. */
    Optional<RoomEvent> standInMessage(MatrixEndpoint endpoint, String roomId, String eventId) {
        StandIn running = standIn;
        return running != null
                        && running.url()
                                .toString()
                                .equals(endpoint.getConfiguration().getHomeserverUrl())
                ? running.message(roomId, eventId)
                : Optional.empty();
    }
}
