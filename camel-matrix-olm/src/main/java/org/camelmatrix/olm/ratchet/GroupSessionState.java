// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import org.camelmatrix.olm.primitive.Curves;
import org.camelmatrix.olm.primitive.Ed25519Key;
import org.camelmatrix.olm.primitive.Ed25519Pair;
import org.camelmatrix.olm.primitive.Primitives;

/** The stored forms of {@link OutboundGroupSession} and {@link InboundGroupSession}, version 1. */
final class GroupSessionState {
    private static final int OUTBOUND = 'O';
    private static final int INBOUND = 'I';
    private static final int VERSION = 1;

    private GroupSessionState() {}

    static byte[] write(Ed25519Pair signing, MegolmRatchet ratchet, boolean ended) {
        StateWriter state = new StateWriter(OUTBOUND, VERSION).secret(signing.seed()).flag(ended);
        return write(state, ratchet);
    }

    static byte[] write(Ed25519Key signingKey, MegolmRatchet ratchet) {
        return write(new StateWriter(INBOUND, VERSION).bytes(signingKey.bytes()), ratchet);
    }

    static OutboundGroupSession readOutbound(Primitives primitives, byte[] bytes) {
        StateReader state = new StateReader(bytes, OUTBOUND, VERSION);
        Ed25519Pair signing =
                state.secret(Curves.KEY_LENGTH, seed -> Ed25519Pair.of(primitives.curves(), seed));
        boolean ended = state.flag();
        return new OutboundGroupSession(signing, ratchet(state), ended);
    }

    static InboundGroupSession readInbound(Primitives primitives, byte[] bytes) {
        StateReader state = new StateReader(bytes, INBOUND, VERSION);
        Ed25519Key signingKey = Ed25519Key.of(state.bytes(Curves.KEY_LENGTH));
        return new InboundGroupSession(primitives.curves(), signingKey, ratchet(state));
    }

    private static byte[] write(StateWriter state, MegolmRatchet ratchet) {
        return state.number(ratchet.index()).secret(ratchet.parts()).toBytes();
    }

    private static MegolmRatchet ratchet(StateReader state) {
        long index = state.number();
        MegolmRatchet ratchet = new MegolmRatchet(state.bytes(MegolmRatchet.LENGTH), index);
        state.end();
        return ratchet;
    }
}
