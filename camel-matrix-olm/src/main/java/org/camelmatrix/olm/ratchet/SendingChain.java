// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import org.camelmatrix.olm.primitive.Curve25519Key;
import org.camelmatrix.olm.primitive.Curve25519Pair;

/** How a session sends its next message. */
sealed interface SendingChain {
    /**
     * The own side has sent on a ratchet key of its own, and the other side has not answered by a
     * new one.
     *
     * @param pair the own ratchet key
     * @param chain the chain that follows from it
     */
    record Active(Curve25519Pair pair, Chain chain) implements SendingChain {}

    /**
     * The other side has the last ratchet key: the next message needs a new one of the own side.
     *
     * @param theirs the other side's ratchet key
     */
    record Waiting(Curve25519Key theirs) implements SendingChain {}
}
