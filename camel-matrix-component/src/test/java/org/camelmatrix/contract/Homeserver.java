// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The homeserver that a contract test runs at, behind a WireMock that sees every request. */
abstract class Homeserver implements AutoCloseable {

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();

    /** Where clients reach it. */
    abstract URI url();

    /** The part of its users' ids behind the colon. */
    final String serverName() {
        return "localhost";
    }

    /** A port that speaks TLS with a certificate for {@code localhost}. */
    abstract Tls tls() throws Exception;

    /** Requests so far, as method and path. */
    final List<String> requests() {
        return List.copyOf(requests);
    }

    final Person register(String localpart) {
        return Person.register(url(), localpart);
    }

    final void watch(WireMockServer server) {
        server.addMockServiceRequestListener(
                (request, response) ->
                        requests.add(request.getMethod().getName() + ' ' + request.getUrl()));
    }

    @Override
    public abstract void close();

    /**
     * @param port the port on 127.0.0.1
     * @param trustStore a PKCS #12 store with its certificate
     * @param password the store's password
     */
    record Tls(int port, Path trustStore, String password) {}
}
