// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The latest files by their media ids, up to a limit of bytes in all. */
final class MediaStore {
    private final long limit;
    private final Map<String, MediaFile> files = new LinkedHashMap<>();
    private long size;

    MediaStore(long limit) {
        this.limit = limit;
    }

    void add(String mediaId, MediaFile file) {
        files.put(mediaId, file);
        size += file.content().length;
        Iterator<MediaFile> oldest = files.values().iterator();
        while (size > limit) {
            size -= oldest.next().content().length;
            oldest.remove();
        }
    }

    Optional<MediaFile> find(String mediaId) {
        return Optional.ofNullable(files.get(mediaId));
    }
}
