// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.outgoing;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A file that the homeserver keeps, as an event points to it. */
public sealed interface UploadedFile {

    /**
     * Points an event to the file.
     *
     * @param content the object that gets the field: an event's content, or its {@code info}
     * @param prefix what the field's name begins with: empty, or {@code thumbnail_}
     */
    void addTo(ObjectNode content, String prefix);

    /**
     * A file that everybody at the homeserver can read. It is the field {@code url}.
     *
     * @param contentUri its {@code mxc://} URI
     */
    record Plain(String contentUri) implements UploadedFile {

        @Override
        public void addTo(ObjectNode content, String prefix) {
            content.put(prefix + "url", contentUri);
        }
    }

    /**
     * A file that only those can read who can read the event. It is the field {@code file}.
     *
     * @param file its URI and its key ({@code EncryptedFile}, Client-Server API, "Sending encrypted
     *     attachments")
     */
    record Encrypted(ObjectNode file) implements UploadedFile {

        @Override
        public void addTo(ObjectNode content, String prefix) {
            content.set(prefix + "file", file);
        }
    }
}
