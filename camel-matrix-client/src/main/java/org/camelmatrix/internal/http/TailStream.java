// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A stream that remembers the end of what was read of it, so that a part which a parser has gone
 * over can be had as it was written. Parts that are too long are not kept.
 *
 * <p>It reads large pieces ahead of the parser, but never waits for more than is asked of it. One
 * thread at a time reads.
 */
final class TailStream extends FilterInputStream {

    /** Bytes that are read at once. */
    private static final int PIECE = 64 * 1024;

    private final int longest;
    private byte[] data = new byte[2 * PIECE];
    private long dataStart;
    private int given;
    private int end;
    private long keptFrom;
    private boolean keeping;
    private long lastQuote = -1;

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
        keptFrom = start;
    }

    /** A part that was kept, or null if it is too long; ends the keeping. */
    byte[] part(long start, long end) {
        keeping = false;
        if (start < dataStart || end - start > longest) {
            return null;
        }
        int from = (int) (start - dataStart);
        return Arrays.copyOfRange(data, from, from + (int) (end - start));
    }

    /**
     * Whether all of a JSON string has been read, so that it is no longer than a few pieces. Of
     * some that have it is not known.
     *
     * @param start the place of its first quote
     */
    boolean hasString(long start) {
        return start < lastQuote;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (given == end && !readPiece()) {
            return -1;
        }
        int n = Math.min(length, end - given);
        System.arraycopy(data, given, buffer, offset, n);
        given += n;
        return n;
    }

    private boolean readPiece() throws IOException {
        makePlace();
        int n = super.read(data, end, PIECE);
        if (n <= 0) {
            return false;
        }
        int from = end;
        end += n;
        findQuote(from);
        return true;
    }

    /** Forgets what need not be kept, or is too long for that. */
    private void makePlace() {
        long first = keeping && end <= longest + PIECE ? keptFrom : dataStart + end;
        int gone = (int) (first - dataStart);
        if (gone > 0) {
            System.arraycopy(data, gone, data, 0, end - gone);
            dataStart = first;
            end -= gone;
            given = end;
        }
        if (end + PIECE > data.length) {
            data = Arrays.copyOf(data, 2 * data.length);
        }
    }

    /** A quote that comes after no backslash is one that ends a string, or begins one. */
    private void findQuote(int from) {
        for (int i = end - 1; i > from; i--) {
            if (data[i] == '"' && data[i - 1] != '\\') {
                lastQuote = dataStart + i;
                return;
            }
        }
    }
}
