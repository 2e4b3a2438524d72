// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.primitive;

import java.util.Arrays;

/**
 * A private key of Curve25519 with its public key. Not thread-safe once {@link #close} may be
 * called.
 */
public final class Curve25519Pair implements AutoCloseable {
    private final Curves curves;
    private final byte[] privateKey;
    private final Curve25519Key publicKey;
    private boolean closed;

    private Curve25519Pair(Curves curves, byte[] privateKey, Curve25519Key publicKey) {
        this.curves = curves;
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** Makes a new pair. */
    public static Curve25519Pair generate(Primitives primitives) {
        byte[] privateKey = primitives.randomBytes(Curves.KEY_LENGTH);
        return ofOwned(primitives.curves(), privateKey);
    }

    /**
     * @param privateKey the 32 bytes, which are copied
     */
    public static Curve25519Pair of(Curves curves, byte[] privateKey) {
        return ofOwned(curves, privateKey.clone());
    }

    private static Curve25519Pair ofOwned(Curves curves, byte[] privateKey) {
        return new Curve25519Pair(
                curves, privateKey, Curve25519Key.of(curves.agreementPublicKey(privateKey)));
    }

    public Curve25519Key publicKey() {
        return publicKey;
    }

    /**
     * The secret that the owner of the other key gets, too.
     *
     * @return a new array, which the caller clears after use
     * @throws org.camelmatrix.olm.MalformedException if the key is a point of small order
     * @throws IllegalStateException if the pair was closed
     */
    public byte[] agree(Curve25519Key theirs) {
        requireOpen();
        return curves.agree(privateKey, theirs.bytes());
    }

    /** A copy of the private key, to store it. */
    public byte[] privateKey() {
        requireOpen();
        return privateKey.clone();
    }

    /** Clears the private key. The public key stays. */
    @Override
    public void close() {
        closed = true;
        Arrays.fill(privateKey, (byte) 0);
    }

    /** The public key only. */
    @Override
    public String toString() {
        return "Curve25519Pair[" + publicKey + "]";
    }

    /** A cleared key would still give secrets, and everybody could compute them. */
    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the key pair was closed");
        }
    }
}
