// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component.internal.body;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.camelmatrix.event.MediaContent;
import org.camelmatrix.internal.account.Uploads;
import org.camelmatrix.internal.http.FileContent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where streams are kept that can be read only once, as long as it takes to send them: homeservers
 * want to know the length of a file before its first byte, and an attempt may have to be repeated.
 * Only the user of the process can read these files.
 *
 * <p>One thread at a time.
 */
public final class TemporaryFiles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFiles.class);
    private static final int BUFFER = 128 * 1024;

    private final List<Path> files = new ArrayList<>();

    /**
     * Keeps a stream.
     *
     * @param name what it is called
     * @param beginning what was read of it
     * @param rest the rest of it
     * @param limit how much the homeserver takes; of a longer stream no more is read
     */
    public MediaContent keep(String name, byte[] beginning, InputStream rest, OptionalLong limit)
            throws IOException {
        long most = limit.orElse(Long.MAX_VALUE);
        Path file = Files.createTempFile("camel-matrix-", ".upload");
        files.add(file);
        long length = beginning.length;
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(beginning);
            byte[] buffer = new byte[BUFFER];
            for (int n = rest.read(buffer); n >= 0 && length <= most; n = rest.read(buffer)) {
                out.write(buffer, 0, n);
                length += n;
            }
        }
        if (length > most) {
            throw Uploads.tooLarge(name, "more bytes than that", most);
        }
        return new FileContent(file, length);
    }

    @Override
    public void close() {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("The temporary file {} cannot be deleted: {}", file, e.toString());
            }
        }
        files.clear();
    }
}
