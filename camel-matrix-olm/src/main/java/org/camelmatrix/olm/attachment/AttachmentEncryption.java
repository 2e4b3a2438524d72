// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.attachment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.camelmatrix.olm.internal.AesCtr;
import org.camelmatrix.olm.primitive.Primitives;

/**
 * Encrypts one file while it is read, with a key of its own.
 *
 * <p>The ciphertext is as long as the file. Once it was read to its end, {@link #file} gives the
 * {@code EncryptedFile} of the event. To send the file again, encrypt it again: one key must not be
 * used for two contents.
 */
public final class AttachmentEncryption {
    private static final int RANDOM_IV = 8;

    private final byte[] key = new byte[AesCtr.KEY_LENGTH];
    private final byte[] iv = new byte[AesCtr.IV_LENGTH];
    private final CipherStream ciphertext;
    private boolean cleared;

    /**
     * @param primitives where the key comes from
     * @param plaintext the file, which {@link #ciphertext()} reads and closes
     */
    public AttachmentEncryption(Primitives primitives, InputStream plaintext) {
        primitives.random().nextBytes(key);
        byte[] start = new byte[RANDOM_IV];
        primitives.random().nextBytes(start);
        System.arraycopy(start, 0, iv, 0, RANDOM_IV);
        ciphertext = new CipherStream(plaintext, AesCtr.cipher(key, iv), Sha256.create());
    }

    /**
     * What is to be uploaded, as {@code application/octet-stream} and without a name. To be read
     * once.
     */
    public InputStream ciphertext() {
        return ciphertext;
    }

    /**
     * The content's {@code file} or {@code thumbnail_file}. It holds the key.
     *
     * @param uri the {@code mxc:} URI that the upload was given
     * @throws IllegalStateException if the ciphertext was not read to its end, or the key was
     *     cleared
     */
    public ObjectNode file(String uri) {
        if (cleared) {
            throw new IllegalStateException("the key of the file was cleared");
        }
        return EncryptedFile.write(uri, key, iv, ciphertext.hash());
    }

    /** Clears the key, and closes the file. */
    public void clear() throws IOException {
        cleared = true;
        Arrays.fill(key, (byte) 0);
        ciphertext.close();
    }

    /** Names no key. */
    @Override
    public String toString() {
        return "AttachmentEncryption";
    }
}
