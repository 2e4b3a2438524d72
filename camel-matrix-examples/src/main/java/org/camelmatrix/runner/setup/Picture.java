// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file with a picture.
 *
 * @param file the file
 * @param contentType what its content, or else its name, says that it is
 * @param size in bytes
 */
record Picture(Path file, String contentType, long size) {

    private static final int BEGINNING = 12;

    /**
     * Looks at a file.
     *
     * @throws UsageException if it is no picture
     * @throws IOException if it cannot be read
     */
    static Picture of(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new UsageException("There is no file " + file + " that can be read.");
        }
        String contentType = byContent(file);
        if (contentType == null) {
            contentType = URLConnection.guessContentTypeFromName(file.getFileName().toString());
        }
        if (contentType == null || !contentType.startsWith("image/")) {
            throw new UsageException(
                    "The file " + file + " is no picture: give a PNG, JPEG, GIF or WebP.");
        }
        return new Picture(file, contentType, Files.size(file));
    }

    private static String byContent(Path file) throws IOException {
        byte[] bytes;
        try (InputStream content = Files.newInputStream(file)) {
            bytes = content.readNBytes(BEGINNING);
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
            return "image/png";
        }
        if (text.startsWith("\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
            return "image/gif";
        }
        return text.startsWith("RIFF") && text.startsWith("WEBP", 8) ? "image/webp" : null;
    }
}
