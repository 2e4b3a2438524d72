// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;

/**
 * The body of an answer that may be large, which ends where it drips: HttpClient's limits are for
 * each read, and one byte at a time, or the head of a chunk that never ends, would hold the reader
 * for ever. Time counts only while somebody waits for bytes, so a slow reader ends nothing.
 *
 * <p>One thread at a time reads; the JDK's timer thread looks.
 */
final class DripGuard extends FilterInputStream {

    /** So many bytes have to come within the limit. */
    static final int PIECE = 64 * 1024;

    private static final long NOT_READING = 0;

    private final Duration limit;
    private final Cancellable request;
    private volatile long readingSince = NOT_READING;
    private volatile long spent;
    private volatile boolean stalled;
    private volatile boolean ended;
    private volatile CompletableFuture<Void> nextLook = new CompletableFuture<>();
    private int count;

    /**
     * @param limit how long a piece may take; zero for ever
     * @param request is cancelled when it takes longer
     */
    DripGuard(InputStream in, Duration limit, Cancellable request) {
        super(in);
        this.limit = limit;
        this.request = request;
        if (!limit.isZero()) {
            lookAfter(limit.toNanos());
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        readingSince = System.nanoTime() | 1;
        try {
            int n = super.read(buffer, offset, length);
            if (n < 0) {
                lookNoMore();
            }
            count += Math.max(n, 0);
            return n;
        } catch (IOException | RuntimeException e) {
            if (stalled) {
                throw late(e);
            }
            throw e;
        } finally {
            spent += System.nanoTime() - readingSince;
            readingSince = NOT_READING;
            if (count >= PIECE) {
                count = 0;
                spent = 0;
            }
        }
    }

    private IOException late(Exception cause) {
        IOException late =
                new SocketTimeoutException(
                        "fewer than "
                                + PIECE
                                + " bytes of the answer came within "
                                + limit.toMillis()
                                + " ms");
        late.initCause(cause);
        return late;
    }

    @Override
    public void close() throws IOException {
        lookNoMore();
        super.close();
    }

    /** Nobody reads any more: gives the connection back, or ends it. */
    void end(Closeable connection) throws IOException {
        lookNoMore();
        try {
            connection.close();
        } catch (IOException e) {
            if (!stalled) {
                throw e;
            }
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void lookAfter(long nanos) {
        CompletableFuture<Void> look = new CompletableFuture<>();
        nextLook = look;
        look.thenRun(this::look);
        look.completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS);
        if (ended) {
            look.cancel(false);
        }
    }

    /** The timer would keep the answer in memory until the next look. */
    private void lookNoMore() {
        ended = true;
        nextLook.cancel(false);
    }

    private void look() {
        if (ended) {
            return;
        }
        long since = readingSince;
        long waited = spent + (since == NOT_READING ? 0 : System.nanoTime() - since);
        long left = limit.toNanos() - waited;
        if (since == NOT_READING || left > 0) {
            lookAfter(Math.max(left, limit.toNanos() / 20));
            return;
        }
        stalled = true;
        request.cancel();
    }
}
