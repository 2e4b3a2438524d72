// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.archive;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** Begins TLS without a connection, as the stand-in has none and most homeservers have. */
public final class ClientHello {

    /**
     * How many bytes a client says first.
     *
     * @throws GeneralSecurityException if the JVM's trusted certificates cannot be read
     * @throws SSLException if the JVM cannot begin TLS
     */
    public int size() throws GeneralSecurityException, SSLException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, null, null);
        SSLEngine client = context.createSSLEngine("homeserver.invalid", 443);
        client.setUseClientMode(true);
        ByteBuffer said = ByteBuffer.allocate(client.getSession().getPacketBufferSize());
        return client.wrap(ByteBuffer.allocate(0), said).bytesProduced();
    }
}
