// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A request or an answer of HTTP/1.1, as it travels.
 *
 * @param firstLine the request line or the status line
 * @param bytes all of it, the first line included
 */
record HttpMessage(String firstLine, byte[] bytes) {

    /** Reads a request; empty where the client has no further one. */
    static Optional<HttpMessage> request(InputStream in) throws IOException {
        Reader reader = new Reader(in);
        String line = reader.line();
        return line.isEmpty() ? Optional.empty() : Optional.of(reader.rest(line, 0));
    }

    /** Reads an answer whole, also one that only the end of the connection ends. */
    static HttpMessage answer(InputStream in) throws IOException {
        Reader reader = new Reader(in);
        String line = reader.line();
        if (line.isEmpty()) {
            throw new EOFException("the connection ended before the answer");
        }
        return reader.rest(line, Long.MAX_VALUE);
    }

    /** Reads from a stream and keeps what it has read. */
    private static final class Reader {

        private final InputStream in;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Reader(InputStream in) {
            this.in = in;
        }

        HttpMessage rest(String firstLine, long lengthUnlessTold) throws IOException {
            long length = lengthUnlessTold;
            boolean chunked = false;
            String header = line();
            while (!header.isEmpty()) {
                String lower = header.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Long.parseLong(lower.substring("content-length:".length()).trim());
                } else if (lower.startsWith("transfer-encoding:")) {
                    chunked = lower.contains("chunked");
                }
                header = line();
            }
            if (chunked) {
                chunks();
            } else {
                take(length, length == Long.MAX_VALUE);
            }
            return new HttpMessage(firstLine, bytes.toByteArray());
        }

        private void chunks() throws IOException {
            for (long size = chunkSize(); size > 0; size = chunkSize()) {
                take(size, false);
                line();
            }
            while (!line().isEmpty()) {
                // a trailer
            }
        }

        private long chunkSize() throws IOException {
            return Long.parseLong(line().split(";", 2)[0].trim(), 16);
        }

        /** The next line without its end; empty at the end of the stream, too. */
        String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next >= 0; next = in.read()) {
                bytes.write(next);
                if (next == '\n') {
                    return line.toString().stripTrailing();
                }
                line.append((char) next);
            }
            if (bytes.size() > 0) {
                throw new EOFException("the connection ended within a line");
            }
            return "";
        }

        private void take(long length, boolean untilTheEnd) throws IOException {
            for (long taken = 0; taken < length; taken++) {
                int next = in.read();
                if (next < 0 && untilTheEnd) {
                    return;
                }
                if (next < 0) {
                    throw new EOFException("the connection ended within a body");
                }
                bytes.write(next);
            }
        }
    }

    /** An answer with JSON. */
    static HttpMessage json(String status, String header, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String firstLine = "HTTP/1.1 " + status;
        String whole =
                firstLine
                        + "\r\n"
                        + header
                        + "Content-Type: application/json\r\nContent-Length: "
                        + content.length
                        + "\r\n\r\n"
                        + body;
        return new HttpMessage(firstLine, whole.getBytes(StandardCharsets.UTF_8));
    }
}
