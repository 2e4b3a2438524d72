// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer whose body has not been read yet. It holds a connection until it is closed; closed
 * before its body has ended, it closes that too.
 *
 * <p>One thread at a time reads.
 *
 * @param status the HTTP status
 * @param location the header {@code Location}, or null
 * @param retryAfter the header {@code Retry-After}, or null
 * @param contentType the header {@code Content-Type}, or null
 * @param contentLength the length of the body, or -1 where it is not known
 * @param contentDisposition the header {@code Content-Disposition}, or null
 * @param body the body, which fails where it is longer than the request allowed
 * @param connection gives the connection back
 */
public record OpenAnswer(
        int status,
        String location,
        String retryAfter,
        String contentType,
        long contentLength,
        String contentDisposition,
        InputStream body,
        Closeable connection)
        implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenAnswer.class);
    private static final int LONGEST_ERROR = 64 * 1024;

    /** The same as a short answer, to read what is wrong. */
    ApiResponse failure() throws IOException {
        return new ApiResponse(status, location, retryAfter, body.readNBytes(LONGEST_ERROR));
    }

    /**
     * Gives the connection back when no failure of that matters. It may fail with the very failure
     * for which it is given back, which try-with-resources does not take twice.
     */
    void closeQuietly() {
        try {
            connection.close();
        } catch (IOException | RuntimeException | Error e) {
            LOG.debug("A connection could not be given back: {}", e.toString());
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
