// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.camelmatrix.event.MediaContent;

/**
 * A file as the body of a request, read while it is sent.
 *
 * <p>The thread that makes the request reads it.
 */
final class MediaEntity extends AbstractHttpEntity {

    private static final int BUFFER = 128 * 1024;

    private final MediaContent content;
    private final Runnable moved;

    /**
     * @param moved is told each time that a piece is sent
     */
    MediaEntity(MediaContent content, ContentType type, Runnable moved) {
        super(type, null);
        this.content = content;
        this.moved = moved;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream in = getContent()) {
            byte[] buffer = new byte[BUFFER];
            long left = content.length();
            while (left > 0) {
                int n = read(in, buffer, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    throw new UnreadableMediaException(
                            "it ends " + left + " bytes before its length", null);
                }
                out.write(buffer, 0, n);
                moved.run();
                left -= n;
            }
        }
    }

    private static int read(InputStream in, byte[] buffer, int most) throws IOException {
        try {
            return in.read(buffer, 0, most);
        } catch (IOException e) {
            throw new UnreadableMediaException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public InputStream getContent() throws IOException {
        try {
            return content.open();
        } catch (IOException e) {
            throw new UnreadableMediaException(
                    e.getClass().getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public long getContentLength() {
        return content.length();
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public void close() {
        // each reading closes what it has opened
    }
}
