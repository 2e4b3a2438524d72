// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.store;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Permissions of files that only their owner may read, where the file system has such. */
final class OwnerOnly {

    static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private static final String FILE = "rw-------";
    private static final String FOLDER = "rwx------";

    private OwnerOnly() {}

    static FileAttribute<?>[] file() {
        return attributes(FILE);
    }

    static FileAttribute<?>[] folder() {
        return attributes(FOLDER);
    }

    private static FileAttribute<?>[] attributes(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Takes from others what an earlier version let them have; a file of another user stays. */
    static void narrow(Path file) throws IOException {
        if (!POSIX) {
            return;
        }
        PosixFileAttributeView view =
                Files.getFileAttributeView(
                        file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        Set<PosixFilePermission> wanted = PosixFilePermissions.fromString(FILE);
        try {
            if (!wanted.equals(view.readAttributes().permissions())) {
                view.setPermissions(wanted);
            }
        } catch (FileSystemException e) {
            // the lock works all the same
        }
    }
}
