// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.primitive;

import java.util.Arrays;
import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.internal.Base64Text;

/**
 * A public key of Ed25519: of a device, a cross-signing key, or a Megolm session. It is no secret.
 */
public final class Ed25519Key {
    private static final int LONGEST_TEXT = 44;

    private final byte[] bytes;

    private Ed25519Key(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param bytes the 32 bytes of the key
     * @throws MalformedException if it has another length
     */
    public static Ed25519Key of(byte[] bytes) {
        if (bytes.length != Curves.KEY_LENGTH) {
            throw new MalformedException("an Ed25519 key has 32 bytes, and not " + bytes.length);
        }
        return new Ed25519Key(bytes.clone());
    }

    /**
     * @param base64 the key in base64, padded or not; null fails
     * @throws org.camelmatrix.olm.OlmException if it is no key
     */
    public static Ed25519Key of(String base64) {
        return of(Base64Text.decode("the Ed25519 key", base64, LONGEST_TEXT));
    }

    /** A copy of the 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The key in unpadded base64, as it stands in JSON. */
    public String base64() {
        return Base64Text.encode(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ed25519Key key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return base64();
    }
}
