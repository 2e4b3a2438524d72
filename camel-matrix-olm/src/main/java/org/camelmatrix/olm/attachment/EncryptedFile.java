// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.attachment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Base64;
import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.UnauthenticException;
import org.camelmatrix.olm.internal.AesCtr;
import org.camelmatrix.olm.internal.Base64Text;

/**
 * How to read one encrypted file: the {@code EncryptedFile} of an event's content, version 2.
 *
 * <p>The hash has to be checked before a byte of the plaintext is used. So read the whole download
 * through {@link #check} and keep it, for example in a temporary file; then read that through
 * {@link #decrypt}.
 */
public final class EncryptedFile {
    private static final String VERSION = "v2";
    private static final String ALGORITHM = "A256CTR";
    private static final int LONGEST_FIELD = 64;
    private static final int HASH_LENGTH = 32;

    private final String uri;
    private final byte[] key;
    private final byte[] iv;
    private final byte[] hash;

    private EncryptedFile(String uri, byte[] key, byte[] iv, byte[] hash) {
        this.uri = uri;
        this.key = key;
        this.iv = iv;
        this.hash = hash;
    }

    /**
     * @param file the content's {@code file} or {@code thumbnail_file}, as it was received; null
     *     fails
     * @throws org.camelmatrix.olm.OlmException if something that is needed is missing or not as
     *     specified
     */
    public static EncryptedFile parse(JsonNode file) {
        if (file == null) {
            throw new MalformedException("the content has no encrypted file");
        }
        require(file, "/v", VERSION);
        require(file, "/key/kty", "oct");
        require(file, "/key/alg", ALGORITHM);
        String uri = file.path("url").textValue();
        if (uri == null) {
            throw new MalformedException("the encrypted file has no url");
        }
        return new EncryptedFile(
                uri,
                exactly(AesCtr.KEY_LENGTH, "key", urlSafe(file.at("/key/k").textValue())),
                exactly(AesCtr.IV_LENGTH, "iv", file.path("iv").textValue()),
                exactly(HASH_LENGTH, "hash", file.at("/hashes/sha256").textValue()));
    }

    /** The {@code mxc:} URI as the sender wrote it. It was not checked. */
    public String uri() {
        return uri;
    }

    /**
     * The same bytes, whose hash is checked when they end: the last read fails with an {@link
     * UnauthenticException} if it is wrong.
     *
     * @param ciphertext the download, which the stream reads and closes
     */
    public InputStream check(InputStream ciphertext) {
        return new CheckedStream(ciphertext, Sha256.create(), hash);
    }

    /**
     * The plaintext. Use it only for a ciphertext that {@link #check} has passed.
     *
     * @param ciphertext the file that was checked, which the stream reads and closes
     */
    public InputStream decrypt(InputStream ciphertext) {
        return new CipherStream(ciphertext, AesCtr.cipher(key, iv));
    }

    /** Names the URI only. */
    @Override
    public String toString() {
        return "EncryptedFile[" + uri + "]";
    }

    static ObjectNode write(String uri, byte[] key, byte[] iv, byte[] hash) {
        ObjectNode file = JsonNodeFactory.instance.objectNode().put("v", VERSION).put("url", uri);
        ObjectNode webKey =
                file.putObject("key")
                        .put("kty", "oct")
                        .put("alg", ALGORITHM)
                        .put("ext", true)
                        .put("k", Base64.getUrlEncoder().withoutPadding().encodeToString(key));
        webKey.putArray("key_ops").add("encrypt").add("decrypt");
        file.put("iv", Base64Text.encode(iv))
                .putObject("hashes")
                .put("sha256", Base64Text.encode(hash));
        return file;
    }

    private static void require(JsonNode file, String pointer, String value) {
        if (!value.equals(file.at(pointer).textValue())) {
            throw new MalformedException("the encrypted file has not " + pointer + " = " + value);
        }
    }

    private static byte[] exactly(int length, String what, String base64) {
        byte[] bytes =
                Base64Text.decode("the " + what + " of the encrypted file", base64, LONGEST_FIELD);
        if (bytes.length != length) {
            throw new MalformedException(
                    "the " + what + " of the encrypted file has not " + length + " bytes");
        }
        return bytes;
    }

    /** The key alone is written in the alphabet for URLs (RFC 7517). */
    private static String urlSafe(String base64) {
        return base64 == null ? null : base64.replace('-', '+').replace('_', '/');
    }

    /** Passes bytes on and fails at their end if their hash is wrong. */
    private static final class CheckedStream extends InputStream {
        private final InputStream source;
        private final MessageDigest digest;
        private final byte[] expected;
        private byte[] actual;

        CheckedStream(InputStream source, MessageDigest digest, byte[] expected) {
            this.source = source;
            this.digest = digest;
            this.expected = expected;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = source.read(target, offset, length);
            if (read > 0) {
                digest.update(target, offset, read);
            } else if (read < 0) {
                checkHash();
            }
            return read;
        }

        private void checkHash() {
            if (actual == null) {
                actual = digest.digest();
            }
            if (!MessageDigest.isEqual(actual, expected)) {
                throw new UnauthenticException(
                        "the file was changed: its hash is not the one in the event");
            }
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
