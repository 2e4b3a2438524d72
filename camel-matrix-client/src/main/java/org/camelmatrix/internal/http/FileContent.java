// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.camelmatrix.event.MediaContent;

/**
 * The bytes of a file of a file system.
 *
 * @param path where it is
 * @param length how many bytes it had
 */
public record FileContent(Path path, long length) implements MediaContent {

    /**
     * A file as it is now.
     *
     * @throws IOException if there is none
     */
    public static FileContent of(Path path) throws IOException {
        return new FileContent(path, Files.size(path));
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(path);
    }
}
