// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component.internal.body;

import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.camelmatrix.event.MediaContent;

/**
 * What Camel's stream caching keeps. Each reading has a copy of its own, so that the body stays
 * where it is.
 *
 * @param cache an InputStream
 * @param exchange whose it is
 */
public record CachedContent(StreamCache cache, Exchange exchange) implements MediaContent {

    @Override
    public long length() {
        return cache.length();
    }

    @Override
    public InputStream open() throws IOException {
        StreamCache copy = cache.copy(exchange);
        if (copy instanceof InputStream stream) {
            copy.reset();
            return stream;
        }
        throw new IOException("the stream cache cannot be copied");
    }
}
