// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component.internal.body;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.camelmatrix.event.MediaContent;

/**
 * What is left of a stream that reads a file. It can be read again, as such a stream goes back in
 * its file (see {@link FileInputStream#skip}), and its length is known, as it goes to the end.
 *
 * <p>Any thread may call. Each reading has a place of its own.
 */
public final class FileStreamContent implements MediaContent {

    /** What {@code Files.newInputStream} gives; it has no name in public. */
    private static final String STREAM_OF_A_PATH = "sun.nio.ch.ChannelInputStream";

    private final InputStream stream;
    private final byte[] beginning;
    private final long length;

    /** No monitor, as a virtual thread that waits for a file in one keeps its carrier thread. */
    private final Lock reading = new ReentrantLock();

    private long position;

    private FileStreamContent(InputStream stream, byte[] beginning, long length) {
        this.stream = stream;
        this.beginning = beginning;
        this.length = length;
        this.position = beginning.length;
    }

    /**
     * What is left of a stream.
     *
     * @param beginning what was read of it, which is what it goes back to
     * @return null if it cannot go back; then nothing more was read of it
     * @throws IOException if it cannot be read
     */
    public static FileStreamContent of(InputStream stream, byte[] beginning) throws IOException {
        if (!readsFile(stream) || !goesBack(stream, beginning)) {
            return null;
        }
        long behind = 0;
        for (int n = stream.available(); n > 0; n = stream.available()) {
            behind += stream.skip(n);
        }
        boolean ended = stream.read() < 0;
        skip(stream, ended ? -behind : -behind - 1);
        return ended ? new FileStreamContent(stream, beginning, beginning.length + behind) : null;
    }

    /** A class that only passes what it reads on may be of any kind, and skip as it likes. */
    private static boolean readsFile(InputStream stream) {
        return stream.getClass() == FileInputStream.class
                || stream.getClass().getName().equals(STREAM_OF_A_PATH);
    }

    private static boolean goesBack(InputStream stream, byte[] beginning) throws IOException {
        try {
            if (stream.skip(-beginning.length) == 0) {
                return false;
            }
        } catch (IOException e) {
            return false; // a pipe
        }
        requireSame(beginning, stream.readNBytes(beginning.length));
        return true;
    }

    private static void requireSame(byte[] beginning, byte[] again) throws IOException {
        if (!Arrays.equals(beginning, again)) {
            throw new IOException("the stream has other bytes when it is read again");
        }
    }

    private static void skip(InputStream stream, long count) throws IOException {
        if (stream.skip(count) != count) {
            throw new IOException("the stream's file has another length now");
        }
    }

    /** Whether this is what was left of a stream. */
    public boolean isOf(InputStream other) {
        return stream == other;
    }

    /**
     * Its first bytes, as they were and still are.
     *
     * @throws IOException if they cannot be read, or somebody else has moved the stream meanwhile
     */
    public byte[] beginning() throws IOException {
        try (InputStream in = open()) {
            requireSame(beginning, in.readNBytes(beginning.length));
        }
        return beginning;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public InputStream open() {
        return new Reading();
    }

    private int read(long from, byte[] buffer, int offset, int count) throws IOException {
        reading.lock();
        try {
            if (from != position) {
                skip(stream, from - position);
                position = from;
            }
            int n = stream.read(buffer, offset, count);
            position += Math.max(0, n);
            return n;
        } finally {
            reading.unlock();
        }
    }

    /** The stream itself stays open: it is the route's. */
    private final class Reading extends InputStream {

        private long next;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int count) throws IOException {
            int n = FileStreamContent.this.read(next, buffer, offset, count);
            next += Math.max(0, n);
            return n;
        }

        @Override
        public long skip(long count) {
            long skipped = Math.max(0, Math.min(count, length - next));
            next += skipped;
            return skipped;
        }
    }
}
