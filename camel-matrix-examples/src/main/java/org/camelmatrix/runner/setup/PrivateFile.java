// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file of settings that lines are added to; where it is new, only its owner can read it. */
record PrivateFile(Path path) {

    /**
     * Makes sure that a secret may be added.
     *
     * @throws UsageException if others could read it
     */
    void requirePrivate() throws IOException {
        if (StandardOutput.isOpenToOthers(path)) {
            throw new UsageException(
                    "Others can read the file "
                            + path
                            + ", and the access token would be in it: make it yours alone (chmod"
                            + " 600), or give another file by --output.");
        }
    }

    /** Adds the lines at the end. */
    void append(String lines) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        FileAttribute<?>[] permissions =
                posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        try (ByteChannel file =
                Files.newByteChannel(
                        path,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                        permissions)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines + '\n');
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        }
    }
}
