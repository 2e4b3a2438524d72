// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.camelmatrix.olm.LimitException;
import org.camelmatrix.olm.MalformedException;
import org.junit.jupiter.api.Test;

class KeyPairsTest {
    private final Primitives primitives = Primitives.create();

    /** A cleared key is one that everybody knows. */
    @Test
    void aPairThatWasClosedGivesNothingThatFollowsFromItsKey() {
        Curve25519Pair agreement = Curve25519Pair.generate(primitives);
        Curve25519Key other = Curve25519Pair.generate(primitives).publicKey();
        agreement.close();
        assertThatThrownBy(() -> agreement.agree(other)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(agreement::privateKey).isInstanceOf(IllegalStateException.class);
        assertThat(agreement).hasToString("Curve25519Pair[" + agreement.publicKey() + "]");
        Ed25519Pair signing = Ed25519Pair.generate(primitives);
        signing.close();
        assertThatThrownBy(() -> signing.sign(new byte[1]))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(signing::seed).isInstanceOf(IllegalStateException.class);
        assertThat(signing).hasToString("Ed25519Pair[" + signing.publicKey() + "]");
    }

    @Test
    void nobodyCanChangeAKeyByAnArray() {
        byte[] bytes = new byte[32];
        Curve25519Key agreement = Curve25519Key.of(bytes);
        Ed25519Key signing = Ed25519Key.of(bytes);
        Curve25519Pair pair = Curve25519Pair.of(primitives.curves(), bytes);
        bytes[0] = 1;
        agreement.bytes()[1] = 1;
        signing.bytes()[1] = 1;
        pair.privateKey()[1] = 1;
        assertThat(agreement.bytes()).containsOnly(0);
        assertThat(signing.bytes()).containsOnly(0);
        assertThat(pair.privateKey()).containsOnly(0);
    }

    @Test
    void keysOfAnotherLengthAreRefused() {
        assertThatThrownBy(() -> Curve25519Key.of(new byte[31]))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Ed25519Key.of(new byte[33]))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Ed25519Key.of("A".repeat(45))).isInstanceOf(LimitException.class);
    }
}
