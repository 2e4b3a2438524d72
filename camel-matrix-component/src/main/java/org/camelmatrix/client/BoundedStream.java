package org.camelmatrix.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails where it is longer than it may be. One thread at a time reads. */
final class BoundedStream extends FilterInputStream {

    private final long maximum;
    private long count;

    BoundedStream(InputStream in, long maximum) {
        super(in);
        this.maximum = maximum;
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
            throw new IOException("the answer is longer than " + maximum + " bytes");
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
