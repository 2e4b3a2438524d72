// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A stream that fails where it is longer, or takes longer, than it may. One thread at a time reads.
 */
final class BoundedStream extends FilterInputStream {

    private final long maximum;
    private final Duration longest;
    private final long began = System.nanoTime();
    private long count;

    /**
     * @param maximum bytes
     * @param longest how long it may take, or null for any time
     */
    BoundedStream(InputStream in, long maximum, Duration longest) {
        super(in);
        this.maximum = maximum;
        this.longest = longest;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        if (next >= 0) {
            counted(1);
        }
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        if (n > 0) {
            counted(n);
        }
        return n;
    }

    private void counted(int n) throws IOException {
        count += n;
        if (count > maximum) {
            throw new TooLongException(maximum);
        }
        if (longest != null && System.nanoTime() - began > longest.toNanos()) {
            throw new SocketTimeoutException(
                    "the answer took longer than " + longest.toSeconds() + " s");
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
