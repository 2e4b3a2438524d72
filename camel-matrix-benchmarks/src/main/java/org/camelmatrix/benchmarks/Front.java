// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.benchmarks;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Stands before a homeserver on this machine, and passes on what comes as it comes. It can say that
 * the account is in many rooms, which the stub does not, and it tells when requests came.
 *
 * <p>A thread for each connection.
 */
final class Front implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final URI homeserver;
    private final int rooms;
    private final Observer observer;
    private final ServerSocket socket;

    /** Is told of each request; any thread may call. */
    @FunctionalInterface
    interface Observer {

        /**
         * A request was answered.
         *
         * @param first its first line
         * @param came when it came
         * @param answered when its answer was passed on
         * @param status the answer's status
         */
        void answered(String first, long came, long answered, int status);
    }

    /**
     * @param homeserver where requests go to
     * @param rooms how many rooms the account is in; 0 to ask the homeserver
     * @param observer is told of requests
     */
    Front(URI homeserver, int rooms, Observer observer) throws IOException {
        this.homeserver = homeserver;
        this.rooms = rooms;
        this.observer = observer;
        this.socket = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "front");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                daemon(() -> serve(client));
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new IllegalStateException("no more connections", e);
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(homeserver.getHost(), homeserver.getPort())) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            InputStream fromClient = new BufferedInputStream(client.getInputStream(), BUFFER);
            OutputStream toClient = new BufferedOutputStream(client.getOutputStream(), BUFFER);
            InputStream fromServer = new BufferedInputStream(server.getInputStream(), BUFFER);
            OutputStream toServer = new BufferedOutputStream(server.getOutputStream(), BUFFER);
            while (true) {
                byte[] head = head(fromClient);
                long came = System.nanoTime();
                String first = firstLine(head);
                if (rooms > 0 && first.contains("/joined_rooms")) {
                    skip(fromClient, contentLength(head));
                    toClient.write(joinedRooms());
                    toClient.flush();
                    continue;
                }
                pass(head, fromClient, toServer);
                byte[] answer = head(fromServer);
                pass(answer, fromServer, toClient);
                int status = Integer.parseInt(firstLine(answer).split(" ")[1]);
                observer.answered(first, came, System.nanoTime(), status);
            }
        } catch (IOException e) {
            // one of the two has closed the connection
        }
    }

    private byte[] joinedRooms() {
        StringBuilder list = new StringBuilder("{\"joined_rooms\":[");
        for (int i = 0; i < rooms; i++) {
            list.append(i == 0 ? "\"" : ",\"").append(Homeserver.room(i)).append('"');
        }
        String body = list.append("]}").toString();
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream(512);
        int ends = 0;
        while (ends < 4) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException();
            }
            head.write(b);
            ends = b == "\r\n\r\n".charAt(ends) ? ends + 1 : b == '\r' ? 1 : 0;
        }
        return head.toByteArray();
    }

    private static String firstLine(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        return text.substring(0, text.indexOf('\r'));
    }

    private static long contentLength(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int at = text.indexOf("\r\ncontent-length:");
        if (at < 0) {
            return 0;
        }
        int begin = at + "\r\ncontent-length:".length();
        return Long.parseLong(text.substring(begin, text.indexOf('\r', begin)).strip());
    }

    private static void skip(InputStream in, long length) throws IOException {
        in.skipNBytes(length);
    }

    private static void pass(byte[] head, InputStream from, OutputStream to) throws IOException {
        to.write(head);
        byte[] buffer = new byte[BUFFER];
        long left = contentLength(head);
        while (left > 0) {
            int n = from.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw new EOFException();
            }
            to.write(buffer, 0, n);
            left -= n;
        }
        to.flush();
    }
}
