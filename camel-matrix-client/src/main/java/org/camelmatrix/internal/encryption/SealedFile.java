// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.encryption;

import java.util.function.Function;
import org.camelmatrix.internal.outgoing.MediaFile;
import org.camelmatrix.internal.outgoing.UploadedFile;

/** A file that may be uploaded, and how an event points to it afterwards. */
public sealed interface SealedFile {

    /** The file to upload. */
    MediaFile file();

    /**
     * What an event points to.
     *
     * @param contentUri the {@code mxc://} URI that the homeserver gave the file
     */
    UploadedFile uploaded(String contentUri);

    /**
     * A file that is uploaded as it is.
     *
     * @param file the file to upload
     */
    record Plain(MediaFile file) implements SealedFile {

        @Override
        public UploadedFile uploaded(String contentUri) {
            return new UploadedFile.Plain(contentUri);
        }
    }

    /**
     * A file whose encrypted bytes are uploaded (Client-Server API, "Sending encrypted
     * attachments").
     *
     * @param file the encrypted bytes, as {@code application/octet-stream} and without the name
     * @param key makes the {@code EncryptedFile} that the event carries; called after the upload,
     *     when the hash of the encrypted bytes is known
     */
    record Encrypted(MediaFile file, Function<String, UploadedFile.Encrypted> key)
            implements SealedFile {

        @Override
        public UploadedFile uploaded(String contentUri) {
            return key.apply(contentUri);
        }
    }
}
