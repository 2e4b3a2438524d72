// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.github.tomakehurst.wiremock.http.trafficlistener.WiremockNetworkTrafficListener;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;

/**
 * Tells whether the client of a request is still there. Jetty does not look while a request is
 * being answered, so a long poll whose client has gone would wait on. It calls {@link #incoming} on
 * the thread that then handles the request.
 */
final class Connections implements WiremockNetworkTrafficListener {
    private final ThreadLocal<Socket> current = new ThreadLocal<>();

    /**
     * Whether the client of the request that this thread handles has gone, whenever one asks. The
     * thread forgets the connection, lest a later request be taken for one of it.
     */
    BooleanSupplier takeIsGone() {
        Socket socket = current.get();
        current.remove();
        return () -> socket != null && isGone(socket);
    }

    /**
     * A client that waits for its answer sends nothing, so that reading either finds nothing or the
     * end. (One that does send has broken the order of HTTP/1.1 without pipelining.)
     */
    private static boolean isGone(Socket socket) {
        SocketChannel channel = socket.getChannel();
        if (channel == null || channel.isBlocking()) {
            return socket.isClosed();
        }
        try {
            return channel.read(ByteBuffer.allocate(1)) != 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void opened(Socket socket) {}

    @Override
    public void incoming(Socket socket, ByteBuffer bytes) {
        current.set(socket);
    }

    @Override
    public void outgoing(Socket socket, ByteBuffer bytes) {}

    @Override
    public void closed(Socket socket) {}
}
