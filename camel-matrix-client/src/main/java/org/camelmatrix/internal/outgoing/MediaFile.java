// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.outgoing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.camelmatrix.event.MediaContent;

/**
 * A file to be kept at a homeserver (Client-Server API, "Content Repository").
 *
 * @param content its bytes
 * @param name its name, without a folder
 * @param contentType what is in it, such as {@code image/png}
 * @param fingerprint tells its bytes from others
 */
public record MediaFile(MediaContent content, String name, String contentType, byte[] fingerprint) {

    /** Up to this length all bytes count; of a longer file its length, beginning and end. */
    private static final long SMALL = 64L << 20;

    private static final int PIECE = 1 << 20;
    private static final int BUFFER = 128 * 1024;

    /**
     * A file whose bytes are read once now to tell them from others: up to 64 MiB all of them. Of a
     * longer file the first and the last MiB and the length have to do, as to read it all would
     * take as long as to send it.
     *
     * @throws IOException if they cannot be read
     */
    public static MediaFile of(MediaContent content, String name, String contentType)
            throws IOException {
        MessageDigest digest = SendPlan.sha256();
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, content.length()));
        try (InputStream in = content.open()) {
            if (content.length() <= SMALL) {
                update(digest, in, Long.MAX_VALUE);
            } else {
                update(digest, in, PIECE);
                in.skipNBytes(content.length() - 2L * PIECE);
                update(digest, in, PIECE);
            }
        }
        return new MediaFile(content, name, contentType, digest.digest());
    }

    private static void update(MessageDigest digest, InputStream in, long most) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = most;
        int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        while (n > 0) {
            digest.update(buffer, 0, n);
            left -= n;
            n = left == 0 ? 0 : in.read(buffer, 0, (int) Math.min(buffer.length, left));
        }
    }

    /** How many bytes it has. */
    public long length() {
        return content.length();
    }
}
