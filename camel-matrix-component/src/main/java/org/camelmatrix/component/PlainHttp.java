// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * HTTP for a homeserver without TLS: the JVM's trusted certificates, which take a tenth of a second
 * to read, are read when a connection needs them after all.
 *
 * <p>The CamelContext's thread makes the client; any thread may use it.
 */
final class PlainHttp extends HttpComponent {

    @Override
    protected TlsSocketStrategy createTlsStrategy(
            HostnameVerifier verifier,
            HostnameVerificationPolicy policy,
            SSLContextParameters parameters,
            boolean useSystemProperties)
            throws GeneralSecurityException, IOException {
        if (parameters != null) {
            return super.createTlsStrategy(verifier, policy, parameters, useSystemProperties);
        }
        return new TlsSocketStrategy() {
            @Override
            public SSLSocket upgrade(
                    Socket socket, String host, int port, Object attachment, HttpContext context)
                    throws IOException {
                try {
                    return PlainHttp.super
                            .createTlsStrategy(verifier, policy, null, useSystemProperties)
                            .upgrade(socket, host, port, attachment, context);
                } catch (GeneralSecurityException e) {
                    throw new SSLException("TLS cannot be set up: " + e.getMessage(), e);
                }
            }
        };
    }
}
