// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.attachment;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;

/**
 * Encrypts or decrypts a stream in counter mode while it is read, and hashes what it gives if a
 * digest was given. Used by one thread.
 */
final class CipherStream extends InputStream {
    private static final int BUFFER = 1 << 16;

    private final InputStream source;
    private final Cipher cipher;
    private final MessageDigest digest;
    private final byte[] input = new byte[BUFFER];
    private byte[] hash;

    CipherStream(InputStream source, Cipher cipher) {
        this(source, cipher, null);
    }

    CipherStream(InputStream source, Cipher cipher, MessageDigest digest) {
        this.source = source;
        this.cipher = cipher;
        this.digest = digest;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int read = source.read(input, 0, Math.min(length, input.length));
        if (read < 0) {
            if (digest != null && hash == null) {
                hash = digest.digest();
            }
            return -1;
        }
        try {
            // A stream cipher gives as many bytes as it gets.
            cipher.update(input, 0, read, target, offset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the cipher has no room for what it gives", e);
        }
        if (digest != null) {
            digest.update(target, offset, read);
        }
        return read;
    }

    /** The SHA-256 of what was given, once it was read to its end. */
    byte[] hash() {
        if (hash == null) {
            throw new IllegalStateException("the file was not read to its end");
        }
        return hash.clone();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
