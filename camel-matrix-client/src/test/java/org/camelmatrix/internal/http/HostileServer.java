// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server of plain sockets: what an answer writes is what goes over the wire. */
final class HostileServer implements AutoCloseable {

    private static final Pattern LENGTH =
            Pattern.compile("(?im)^content-length: *([0-9]+)\r?$", Pattern.CASE_INSENSITIVE);
    private static final long PACE = 10_000_000;

    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicLong written = new AtomicLong();
    private volatile Answer answer = wire -> {};

    /** What to do once a request is there; the connection is closed afterwards. */
    interface Answer {

        void to(Wire wire) throws IOException;
    }

    HostileServer() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    HostileServer answers(Answer next) {
        answer = next;
        return this;
    }

    String authority() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** The heads of the requests that came. */
    List<String> requests() {
        return requests;
    }

    /** Bytes that went out, those that the client never read included. */
    long written() {
        return written.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            requests.add("closed");
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Wire wire = new Wire(socket);
            requests.add(wire.request());
            answer.to(wire);
        } catch (IOException e) {
            requests.add("cut off");
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "hostile");
        thread.setDaemon(true);
        thread.start();
    }

    /** One connection. */
    final class Wire {

        private final Socket socket;

        private Wire(Socket socket) {
            this.socket = socket;
        }

        Wire send(String text) throws IOException {
            return send(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        Wire send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            written.addAndGet(bytes.length);
            return this;
        }

        /** The same until the client goes, slowly enough to take for ever. */
        void drip(String text) throws IOException {
            while (true) {
                send(text);
                LockSupport.parkNanos(PACE);
            }
        }

        /** The same until the client goes, as fast as it can. */
        void flood(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            while (true) {
                send(bytes);
            }
        }

        /** Nothing until the client goes. */
        void fallSilent() throws IOException {
            socket.getInputStream().transferTo(new ByteArrayOutputStream());
        }

        private String request() throws IOException {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("no whole request");
                }
                head.append((char) next);
            }
            Matcher length = LENGTH.matcher(head);
            if (length.find()) {
                in.readNBytes(Integer.parseInt(length.group(1)));
            }
            return head.toString();
        }
    }
}
