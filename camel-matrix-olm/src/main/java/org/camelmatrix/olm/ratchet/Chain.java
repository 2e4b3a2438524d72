// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import java.util.Arrays;
import org.camelmatrix.olm.internal.HmacSha256;
import org.camelmatrix.olm.internal.MessageKeys;

/**
 * The state of a chain: its key, and the index of the next message (Olm, "Advancing the chain
 * key"). Immutable but for {@link #clear}.
 */
final class Chain {
    /** The index at which a chain has no messages any more. */
    static final int END = Integer.MAX_VALUE;

    private static final byte MESSAGE = 1;
    private static final byte NEXT = 2;

    private final byte[] key;
    private final int index;

    /** Takes the array over. */
    Chain(byte[] key, int index) {
        this.key = key;
        this.index = index;
    }

    byte[] key() {
        return key;
    }

    int index() {
        return index;
    }

    /** The secret of the message at this index. */
    byte[] messageKey() {
        return new HmacSha256(key).update(MESSAGE).code();
    }

    Chain next() {
        return new Chain(new HmacSha256(key).update(NEXT).code(), index + 1);
    }

    void clear() {
        Arrays.fill(key, (byte) 0);
    }

    /** The keys that one message is encrypted with. */
    static MessageKeys keys(byte[] messageKey) {
        return MessageKeys.derive(messageKey, "OLM_KEYS");
    }
}
