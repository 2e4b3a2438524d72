// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import java.util.ArrayList;
import java.util.List;
import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.primitive.Curve25519Key;
import org.camelmatrix.olm.primitive.Curve25519Pair;
import org.camelmatrix.olm.primitive.Curves;
import org.camelmatrix.olm.primitive.Primitives;

/** The stored form of an {@link OlmSession}, version 1. */
final class SessionState {
    private static final int KIND = 'S';
    private static final int VERSION = 1;

    private SessionState() {}

    static byte[] write(
            SessionKeys keys,
            RootKey root,
            SendingChain sending,
            List<ReceivingChain> receiving,
            boolean answered) {
        StateWriter state =
                new StateWriter(KIND, VERSION)
                        .bytes(keys.identityKey().bytes())
                        .bytes(keys.baseKey().bytes())
                        .bytes(keys.oneTimeKey().bytes())
                        .flag(answered)
                        .bytes(root.key());
        if (sending instanceof SendingChain.Active active) {
            write(state.flag(true).secret(active.pair().privateKey()), active.chain());
        } else if (sending instanceof SendingChain.Waiting waiting) {
            state.flag(false).bytes(waiting.theirs().bytes());
        }
        state.number(receiving.size());
        for (ReceivingChain each : receiving) {
            write(state.bytes(each.ratchetKey().bytes()), each.chain());
            state.number(each.skipped().size());
            each.skipped().forEach(key -> state.number(key.index()).bytes(key.messageKey()));
        }
        return state.toBytes();
    }

    static OlmSession read(Primitives primitives, byte[] bytes) {
        StateReader state = new StateReader(bytes, KIND, VERSION);
        SessionKeys keys = new SessionKeys(publicKey(state), publicKey(state), publicKey(state));
        boolean answered = state.flag();
        RootKey root = new RootKey(state.bytes(RootKey.LENGTH));
        SendingChain sending =
                state.flag()
                        ? new SendingChain.Active(pair(primitives.curves(), state), chain(state))
                        : new SendingChain.Waiting(publicKey(state));
        List<ReceivingChain> receiving = new ArrayList<>();
        int chains = state.number(OlmSession.MOST_RECEIVING_CHAINS);
        for (int i = 0; i < chains; i++) {
            receiving.add(receivingChain(state));
        }
        state.end();
        if (receiving.isEmpty() && (answered || sending instanceof SendingChain.Waiting)) {
            throw new MalformedException("the stored state is damaged");
        }
        return new OlmSession(primitives, keys, root, sending, receiving, answered);
    }

    private static void write(StateWriter state, Chain chain) {
        state.number(chain.index()).bytes(chain.key());
    }

    private static ReceivingChain receivingChain(StateReader state) {
        Curve25519Key ratchetKey = publicKey(state);
        Chain chain = chain(state);
        List<ReceivingChain.Skipped> skipped = new ArrayList<>();
        int count = state.number(ReceivingChain.MOST_SKIPPED);
        for (int i = 0; i < count; i++) {
            skipped.add(
                    new ReceivingChain.Skipped(
                            state.number(Chain.END), state.bytes(Curves.KEY_LENGTH)));
        }
        return new ReceivingChain(ratchetKey, chain, skipped);
    }

    private static Chain chain(StateReader state) {
        int index = state.number(Chain.END);
        return new Chain(state.bytes(Curves.KEY_LENGTH), index);
    }

    private static Curve25519Key publicKey(StateReader state) {
        return Curve25519Key.of(state.bytes(Curves.KEY_LENGTH));
    }

    private static Curve25519Pair pair(Curves curves, StateReader state) {
        return state.secret(Curves.KEY_LENGTH, key -> Curve25519Pair.of(curves, key));
    }
}
