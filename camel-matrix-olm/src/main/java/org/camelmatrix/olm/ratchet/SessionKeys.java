// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.camelmatrix.olm.internal.Base64Text;
import org.camelmatrix.olm.primitive.Curve25519Key;

/**
 * The public keys that a session began with.
 *
 * @param identityKey the identity key of the side that began
 * @param baseKey the key that this side made for the session
 * @param oneTimeKey the one-time or fallback key of the other side
 */
record SessionKeys(Curve25519Key identityKey, Curve25519Key baseKey, Curve25519Key oneTimeKey) {
    /** The same on both sides: the base64 of the SHA-256 of the three keys. */
    String sessionId() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(identityKey.bytes());
            digest.update(baseKey.bytes());
            digest.update(oneTimeKey.bytes());
            return Base64Text.encode(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
