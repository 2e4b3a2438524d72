// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.ratchet;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.primitive.Curve25519Pair;
import org.camelmatrix.olm.primitive.Curves;
import org.camelmatrix.olm.primitive.Ed25519Pair;
import org.camelmatrix.olm.primitive.Primitives;

/** The stored form of an {@link OlmAccount}, version 1. */
final class AccountState {
    private static final int KIND = 'A';
    private static final int VERSION = 1;

    private AccountState() {}

    static byte[] write(
            Ed25519Pair signing,
            Curve25519Pair identity,
            Collection<PreparedKey> oneTimeKeys,
            PreparedKey fallback,
            PreparedKey previousFallback,
            long keysMade) {
        StateWriter state =
                new StateWriter(KIND, VERSION)
                        .secret(signing.seed())
                        .secret(identity.privateKey())
                        .wideNumber(keysMade)
                        .number(oneTimeKeys.size());
        oneTimeKeys.forEach(each -> write(state, each));
        writeOptional(state, fallback);
        writeOptional(state, previousFallback);
        return state.toBytes();
    }

    static OlmAccount read(Primitives primitives, byte[] bytes) {
        Curves curves = primitives.curves();
        StateReader state = new StateReader(bytes, KIND, VERSION);
        Ed25519Pair signing = state.secret(Curves.KEY_LENGTH, seed -> Ed25519Pair.of(curves, seed));
        Curve25519Pair identity = pair(curves, state);
        long keysMade = state.wideNumber();
        if (keysMade < 0) {
            throw new MalformedException("the stored state is damaged");
        }
        Map<String, PreparedKey> oneTimeKeys = new LinkedHashMap<>();
        int count = state.number(OlmAccount.MOST_ONE_TIME_KEYS);
        for (int i = 0; i < count; i++) {
            PreparedKey key = key(curves, state, keysMade);
            oneTimeKeys.put(key.id(), key);
        }
        PreparedKey fallback = optionalKey(curves, state, keysMade);
        PreparedKey previousFallback = optionalKey(curves, state, keysMade);
        state.end();
        return new OlmAccount(
                primitives, signing, identity, oneTimeKeys, fallback, previousFallback, keysMade);
    }

    private static void writeOptional(StateWriter state, PreparedKey key) {
        state.flag(key != null);
        if (key != null) {
            write(state, key);
        }
    }

    private static void write(StateWriter state, PreparedKey key) {
        state.wideNumber(key.number()).flag(key.published()).secret(key.pair().privateKey());
    }

    private static PreparedKey optionalKey(Curves curves, StateReader state, long keysMade) {
        return state.flag() ? key(curves, state, keysMade) : null;
    }

    private static PreparedKey key(Curves curves, StateReader state, long keysMade) {
        long number = state.wideNumber();
        if (number < 1 || number > keysMade) {
            throw new MalformedException("the stored state is damaged");
        }
        boolean published = state.flag();
        return new PreparedKey(number, pair(curves, state), published);
    }

    private static Curve25519Pair pair(Curves curves, StateReader state) {
        return state.secret(Curves.KEY_LENGTH, key -> Curve25519Pair.of(curves, key));
    }
}
