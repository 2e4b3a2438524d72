// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.component.MatrixConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The homeserver is found by https from the user id alone. Its port 443 is reached through a proxy,
 * as a test may not listen there.
 */
@ExtendWith(ContractExtension.class)
class DiscoveryContractTest {

    private Person bot;
    private String room;
    private Homeserver.Tls tls;
    private ConnectProxy proxy;

    @BeforeEach
    void makeRoom(Homeserver homeserver) throws Exception {
        bot = homeserver.register("bot");
        room = bot.createRoom("12");
        tls = homeserver.tls();
        proxy = new ConnectProxy(tls.port());
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
    }

    @Test
    void findsTheHomeserverWithACertificateThatIsTrusted() throws Exception {
        try (RouteFixture fixture = fixture()) {
            fixture.matrix().getConfiguration().setSslContextParameters(trust());
            fixture.start(toRoom());
            fixture.template().sendBody("direct:in", "found");
        }
        assertThat(bot.bodies(room)).containsExactly("found");
        assertThat(proxy.connects())
                .isNotEmpty()
                .allMatch(c -> c.startsWith("CONNECT localhost:443 "));
    }

    @Test
    void findsTheHomeserverWithTheGlobalTrustStore() throws Exception {
        try (RouteFixture fixture = fixture()) {
            fixture.camel().setSSLContextParameters(trust());
            fixture.matrix().setUseGlobalSslContextParameters(true);
            fixture.start(toRoom());
            fixture.template().sendBody("direct:in", "found");
        }
        assertThat(bot.bodies(room)).containsExactly("found");
    }

    @Test
    void saysWhichOptionMakesTheCertificateTrusted() {
        try (RouteFixture fixture = fixture()) {
            assertThat(fixture.startFailure(toRoom()))
                    .isInstanceOf(MatrixConfigurationException.class)
                    .hasMessageContaining("https://localhost")
                    .hasMessageContaining("certificate that is not trusted")
                    .hasMessageContaining("sslContextParameters");
        }
    }

    private RouteFixture fixture() {
        RouteFixture fixture = new RouteFixture();
        MatrixConfiguration options = fixture.matrix().getConfiguration();
        options.setUserId(bot.userId());
        options.setAccessToken(bot.accessToken());
        options.setProxyHost("127.0.0.1");
        options.setProxyPort(proxy.port());
        return fixture;
    }

    private SSLContextParameters trust() {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + tls.trustStore());
        store.setPassword(tls.password());
        store.setType("PKCS12");
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }

    private RouteBuilder toRoom() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("matrix:" + room);
            }
        };
    }
}
