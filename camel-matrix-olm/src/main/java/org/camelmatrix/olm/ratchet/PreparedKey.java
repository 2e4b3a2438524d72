// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import java.nio.ByteBuffer;
import org.camelmatrix.olm.internal.Base64Text;
import org.camelmatrix.olm.primitive.Curve25519Pair;

/**
 * A one-time or fallback key.
 *
 * @param number which key of the device it is: 1 for the first one
 * @param pair the key
 * @param published whether the homeserver is known to have it. A key that is stored and not
 *     published may have been uploaded: the same key by the same id may be uploaded again.
 */
record PreparedKey(long number, Curve25519Pair pair, boolean published) {
    /** The id of the key within the device. No other key of the device ever has it. */
    String id() {
        return Base64Text.encode(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    PreparedKey atHomeserver() {
        return new PreparedKey(number, pair, true);
    }
}
