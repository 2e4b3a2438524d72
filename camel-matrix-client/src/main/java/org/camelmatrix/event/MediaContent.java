// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.event;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a file, which can be read as often as it takes to bring them to a homeserver.
 *
 * <p>Any thread may call, and each stream is read by one.
 */
public interface MediaContent {

    /** How many bytes there are. */
    long length();

    /**
     * The bytes from the first one on.
     *
     * @return a new stream, to be closed by the caller
     * @throws IOException if they are not there any more
     */
    InputStream open() throws IOException;

    /** Bytes that nobody changes any more. */
    static MediaContent of(byte[] bytes) {
        return new MediaContent() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }
}
