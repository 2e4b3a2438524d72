// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.ssl.SSLInitializationException;
import org.camelmatrix.event.EventJson;

/**
 * Lets the JVM load what the first message needs, with a thread of its own while Camel starts:
 * JSON, HTTP, TLS. Nothing depends on it, and nothing of it leaves the process.
 */
final class Ahead implements Runnable {

    private final boolean tls;

    private Ahead(boolean tls) {
        this.tls = tls;
    }

    /**
     * Begins, and returns at once.
     *
     * @param tls whether the homeserver may be asked by HTTPS
     */
    static void begin(boolean tls) {
        Thread thread = new Thread(new Ahead(tls), "ahead");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        new EventJson("{}".getBytes(StandardCharsets.UTF_8)).tree();
        if (tls) {
            readTrustedCertificates();
        }
        HttpClientBuilder.create()
                .setConnectionManager(
                        PoolingHttpClientConnectionManagerBuilder.create()
                                .setTlsSocketStrategy(
                                        (socket, host, port, attachment, context) -> null)
                                .build())
                .build();
    }

    private static void readTrustedCertificates() {
        try {
            SSLContexts.createDefault();
        } catch (SSLInitializationException e) {
            // who needs them says so
        }
    }
}
