// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.camelmatrix.test.MatrixHomeserver;

/** The stand-in of camel-matrix-test. */
final class StandIn extends Homeserver {

    private static final String PASSWORD = "changeit";

    private final Path keyStore;
    private final MatrixHomeserver homeserver;

    StandIn() throws Exception {
        keyStore = Files.createTempDirectory("stand-in").resolve("localhost.p12");
        makeCertificate();
        homeserver = MatrixHomeserver.builder().https(keyStore, PASSWORD).start();
        homeserver
                .wireMock()
                .stubFor(
                        get("/.well-known/matrix/client")
                                .willReturn(
                                        okJson(
                                                "{\"m.homeserver\":{\"base_url\":"
                                                        + "\"https://localhost/\"}}")));
        watch(homeserver.wireMock());
    }

    private void makeCertificate() throws Exception {
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "localhost",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost,ip:127.0.0.1",
                                "-validity",
                                "30",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                keyStore.toString())
                        .inheritIO()
                        .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool made no certificate");
        }
    }

    WireMockServer wireMock() {
        return homeserver.wireMock();
    }

    @Override
    URI url() {
        return homeserver.url();
    }

    @Override
    Tls tls() {
        return new Tls(homeserver.httpsUrl().orElseThrow().getPort(), keyStore, PASSWORD);
    }

    @Override
    public void close() {
        homeserver.close();
    }
}
