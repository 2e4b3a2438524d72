// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * How requests travel. Accounts with equal settings share one HTTP client and its connections.
 *
 * @param connectTimeout how long to wait for a connection
 * @param responseTimeout how long to wait for an answer
 * @param connections how many connections to a homeserver at a time
 * @param plain whether the homeserver is known to speak HTTP without TLS
 * @param tls trust and key stores, or null for those of the JVM or of the CamelContext
 * @param globalTls whether the CamelContext's stores count
 * @param proxyHost the host of an HTTP proxy, or null
 * @param proxyPort the port of the HTTP proxy, or null
 * @param proxyUsername the user name at the proxy, or null
 * @param proxyPassword what the proxy asks for, or null
 */
record HttpSettings(
        Duration connectTimeout,
        Duration responseTimeout,
        int connections,
        boolean plain,
        SSLContextParameters tls,
        boolean globalTls,
        String proxyHost,
        Integer proxyPort,
        String proxyUsername,
        String proxyPassword) {

    /** The client serves any host; camel-http's endpoint wants one, and reads only its scheme. */
    private static final String ANY_HOST = "https://homeserver.invalid";

    /**
     * A camel-http endpoint, started, whose client neither repeats nor redirects a request, and
     * unpacks no answer: a packed one of a few bytes can hold work for years.
     */
    HttpEndpoint open(CamelContext camelContext, String userAgent) throws Exception {
        HttpComponent http = plain ? new PlainHttp() : new HttpComponent();
        http.setCamelContext(camelContext);
        http.setConnectTimeout(connectTimeout.toMillis());
        http.setConnectionRequestTimeout(responseTimeout.toMillis());
        http.setResponseTimeout(responseTimeout.toMillis());
        http.setSoTimeout(responseTimeout.toMillis());
        http.setMaxTotalConnections(connections);
        http.setConnectionsPerRoute(connections);
        http.setSslContextParameters(tls);
        http.setUseGlobalSslContextParameters(globalTls);
        http.setProxyHost(proxyHost);
        http.setProxyPort(proxyPort);
        http.setProxyAuthScheme("http");
        http.setProxyAuthMethod("Basic");
        http.setProxyAuthUsername(proxyUsername);
        http.setProxyAuthPassword(proxyPassword);
        http.setAutomaticRetriesDisabled(true);
        http.setRedirectHandlingDisabled(true);
        http.setCookieManagementDisabled(true);
        http.setContentCompressionDisabled(true);
        http.setAuthCachingDisabled(proxyUsername == null);
        http.setUserAgent(userAgent);
        http.start();
        HttpEndpoint endpoint = (HttpEndpoint) http.createEndpoint(ANY_HOST);
        endpoint.start();
        return endpoint;
    }

    /**
     * The way to the homeserver: what makes another client of it, and not a faster or slower one.
     */
    Way way() {
        return new Way(tls, globalTls, proxyHost, proxyPort);
    }

    /** See {@link #way()}. */
    record Way(SSLContextParameters tls, boolean globalTls, String proxyHost, Integer proxyPort) {}

    @Override
    public String toString() {
        return "HttpSettings[proxy=" + proxyHost + ':' + proxyPort + ']';
    }
}
