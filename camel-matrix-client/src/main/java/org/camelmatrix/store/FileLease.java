// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
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
        FileChannel channel = open(file);
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

    /**
     * Nobody else can read the file, and none is opened that a symbolic link leads to: whoever may
     * write to the folder could otherwise let this process create or lock any file of its user.
     */
    private static FileChannel open(Path file) throws IOException {
        FileChannel channel;
        try {
            channel =
                    FileChannel.open(
                            file,
                            Set.of(
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE,
                                    LinkOption.NOFOLLOW_LINKS),
                            OwnerOnly.file());
        } catch (IOException e) {
            if (Files.isSymbolicLink(file)) {
                throw new IOException(
                        file + " is a symbolic link, which is not followed; delete it", e);
            }
            throw e;
        }
        OwnerOnly.narrow(file);
        return channel;
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
