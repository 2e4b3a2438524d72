package org.camelmatrix.client;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A stream that remembers the end of what was read of it, so that a part which a parser has skipped
 * can be had as it was written. Parts that are too long are not kept.
 *
 * <p>One thread at a time reads.
 */
final class TailStream extends FilterInputStream {

    private final int longest;
    private ByteArrayOutputStream tail = new ByteArrayOutputStream();
    private long tailStart;
    private long count;
    private boolean keeping;

    /**
     * @param longest bytes of a part that is kept
     */
    TailStream(InputStream in, int longest) {
        super(in);
        this.longest = longest;
    }

    /** From now on keeps what is read, and of what was read already all from a place on. */
    void keep(long start) {
        keeping = true;
        if (start > tailStart) {
            byte[] rest = from(start);
            tail = new ByteArrayOutputStream(rest.length);
            tail.writeBytes(rest);
            tailStart = start;
        }
    }

    /** A part that was kept, or null if it is too long; ends the keeping. */
    byte[] part(long start, long end) {
        keeping = false;
        return start < tailStart || end - start > longest
                ? null
                : Arrays.copyOf(from(start), (int) (end - start));
    }

    private byte[] from(long start) {
        byte[] all = tail.toByteArray();
        return Arrays.copyOfRange(all, (int) (start - tailStart), all.length);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        if (n > 0) {
            if (!keeping || tail.size() > longest + buffer.length) {
                tail = new ByteArrayOutputStream(n);
                tailStart = count;
            }
            tail.write(buffer, offset, n);
            count += n;
        }
        return n;
    }
}
