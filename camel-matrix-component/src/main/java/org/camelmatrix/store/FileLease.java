package org.camelmatrix.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock on a file of its own, which the system takes back from a process that dies.
 *
 * <p>The channel stays open while it waits: closing it would, on POSIX, end the lock that another
 * part of this process has on the same file.
 */
final class FileLease implements StateStore.Lease {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final FileChannel channel;

    private FileLease(FileChannel channel) {
        this.channel = channel;
    }

    static FileLease take(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            long end = System.nanoTime() + LONGEST_WAIT.toNanos();
            while (tryLock(channel) == null) {
                if (System.nanoTime() > end) {
                    throw new IOException(
                            "another process has held "
                                    + file
                                    + " for "
                                    + LONGEST_WAIT.toSeconds()
                                    + " s");
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            return new FileLease(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The lock, or null while somebody else has it: another process, or another part of this. */
    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StateStoreException("A lock cannot be released: " + e.getMessage(), e);
        }
    }
}
