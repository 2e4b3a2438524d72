// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import java.util.Arrays;
import org.camelmatrix.olm.internal.Hkdf;
import org.camelmatrix.olm.primitive.Curve25519Key;
import org.camelmatrix.olm.primitive.Curve25519Pair;

/**
 * The secret from which each new chain of a session follows (Olm, "Advancing the root key").
 * Immutable but for {@link #clear}.
 */
final class RootKey {
    static final int LENGTH = 32;

    private final byte[] key;

    /** Takes the array over. */
    RootKey(byte[] key) {
        this.key = key;
    }

    /** A root key and the first chain that follows from a secret. */
    record Step(RootKey root, Chain chain) {
        private static Step of(byte[] derived) {
            Step step =
                    new Step(
                            new RootKey(Arrays.copyOf(derived, LENGTH)),
                            new Chain(Arrays.copyOfRange(derived, LENGTH, 2 * LENGTH), 0));
            Arrays.fill(derived, (byte) 0);
            return step;
        }
    }

    /** The beginning of a session; clears the shared secret. */
    static Step begin(byte[] sharedSecret) {
        Step step = Step.of(Hkdf.derive(sharedSecret, "OLM_ROOT", 2 * LENGTH));
        Arrays.fill(sharedSecret, (byte) 0);
        return step;
    }

    Step advance(Curve25519Pair own, Curve25519Key theirs) {
        byte[] secret = own.agree(theirs);
        Step step = Step.of(Hkdf.derive(key, secret, "OLM_RATCHET", 2 * LENGTH));
        Arrays.fill(secret, (byte) 0);
        return step;
    }

    byte[] key() {
        return key;
    }

    void clear() {
        Arrays.fill(key, (byte) 0);
    }
}
