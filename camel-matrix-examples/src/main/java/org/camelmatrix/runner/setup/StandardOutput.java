// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where this process prints to, as far as the system tells.
 *
 * @param target a path that leads to it
 */
record StandardOutput(Path target) {

    private static final Set<PosixFilePermission> OF_OTHERS =
            EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    static StandardOutput ofProcess() {
        return new StandardOutput(Path.of("/dev/fd/1"));
    }

    /**
     * Makes sure that what is printed lies in no file that others can read.
     *
     * @throws UsageException if it would
     */
    void requirePrivate() throws IOException {
        if (isOpenToOthers(target)) {
            throw new UsageException(
                    "Standard output goes to a file that others can read ("
                            + PosixFilePermissions.toString(Files.getPosixFilePermissions(target))
                            + "), and the access token would be in it: give --output FILE, which"
                            + " makes a file for you alone, or chmod 600 the file first.");
        }
    }

    /** Whether a path leads to a file that users other than its owner can read or change. */
    static boolean isOpenToOthers(Path file) throws IOException {
        if (!Files.isRegularFile(file)
                || !Files.getFileStore(file).supportsFileAttributeView("posix")) {
            return false;
        }
        return Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains);
    }
}
