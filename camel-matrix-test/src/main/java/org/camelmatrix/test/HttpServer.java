// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** The WireMock that hands requests over to the stand-in, unless somebody's stub takes them. */
final class HttpServer {
    /** A key store in PKCS #12. */
    record KeyStore(Path file, String password) {}

    /** Each long poll holds one. */
    private static final int THREADS = 256;

    private static final int LOWEST_PRIORITY = 1000;

    private final WireMockServer wireMock;
    private final boolean https;

    HttpServer(
            int port,
            Optional<KeyStore> keyStore,
            RequestHandler handler,
            Connections connections) {
        // Closing and truncating a connection only has a meaning in HTTP/1.1
        WireMockConfiguration options =
                WireMockConfiguration.options()
                        .bindAddress("127.0.0.1")
                        .port(port)
                        .containerThreads(THREADS)
                        .http2PlainDisabled(true)
                        .http2TlsDisabled(true)
                        .disableRequestJournal()
                        .stubRequestLoggingDisabled(true)
                        .gzipDisabled(true)
                        .templatingEnabled(false)
                        .networkTrafficListener(connections)
                        .extensions(handler);
        keyStore.ifPresent(
                store ->
                        options.dynamicHttpsPort()
                                .keystorePath(store.file().toString())
                                .keystoreType("PKCS12")
                                .keystorePassword(store.password())
                                .keyManagerPassword(store.password()));
        this.https = keyStore.isPresent();
        this.wireMock = new WireMockServer(options);
        wireMock.start();
        stub();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + wireMock.port());
    }

    Optional<URI> httpsUrl() {
        return https
                ? Optional.of(URI.create("https://localhost:" + wireMock.httpsPort()))
                : Optional.empty();
    }

    WireMockServer wireMock() {
        return wireMock;
    }

    /** Forgets the stubs that were added. */
    void reset() {
        wireMock.resetMappings();
        stub();
    }

    private void stub() {
        wireMock.stubFor(
                WireMock.any(WireMock.anyUrl())
                        .atPriority(LOWEST_PRIORITY)
                        .willReturn(WireMock.aResponse().withTransformers(RequestHandler.NAME)));
    }

    void stop() {
        wireMock.stop();
    }
}
