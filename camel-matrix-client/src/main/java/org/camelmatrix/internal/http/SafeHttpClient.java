// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.Timeout;

/**
 * An HTTP client as {@link ClassicTransport} needs one: it repeats no request, follows no redirect,
 * keeps no cookie, and unpacks no answer, as a packed one of a few bytes can hold work for years.
 */
public final class SafeHttpClient {

    private SafeHttpClient() {}

    /**
     * @param connectTimeout how long to wait for a connection
     * @param responseTimeout how long to wait for an answer, and for each part of it
     * @param connections how many connections at a time
     */
    public static CloseableHttpClient open(
            Duration connectTimeout, Duration responseTimeout, int connections) {
        Timeout silence = Timeout.of(responseTimeout);
        return HttpClients.custom()
                .setConnectionManager(
                        PoolingHttpClientConnectionManagerBuilder.create()
                                .setDefaultConnectionConfig(
                                        ConnectionConfig.custom()
                                                .setConnectTimeout(Timeout.of(connectTimeout))
                                                .setSocketTimeout(silence)
                                                .build())
                                .setDefaultSocketConfig(
                                        SocketConfig.custom().setSoTimeout(silence).build())
                                .setMaxConnTotal(connections)
                                .setMaxConnPerRoute(connections)
                                .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom()
                                .setConnectionRequestTimeout(silence)
                                .setResponseTimeout(silence)
                                .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .setUserAgent("camel-matrix-client")
                .build();
    }
}
