// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.primitive;

import java.util.Arrays;

/**
 * A private key (the seed) of Ed25519 with its public key. Not thread-safe once {@link #close} may
 * be called.
 */
public final class Ed25519Pair implements AutoCloseable {
    private final Curves curves;
    private final byte[] seed;
    private final byte[] publicBytes;
    private boolean closed;

    private Ed25519Pair(Curves curves, byte[] seed, byte[] publicBytes) {
        this.curves = curves;
        this.seed = seed;
        this.publicBytes = publicBytes;
    }

    /** Makes a new pair. */
    public static Ed25519Pair generate(Primitives primitives) {
        return ofOwned(primitives.curves(), primitives.randomBytes(Curves.KEY_LENGTH));
    }

    /**
     * @param seed the 32 bytes, which are copied
     */
    public static Ed25519Pair of(Curves curves, byte[] seed) {
        return ofOwned(curves, seed.clone());
    }

    private static Ed25519Pair ofOwned(Curves curves, byte[] seed) {
        return new Ed25519Pair(curves, seed, curves.signaturePublicKey(seed));
    }

    public Ed25519Key publicKey() {
        return Ed25519Key.of(publicBytes);
    }

    /**
     * The 64 bytes of the message's signature.
     *
     * @throws IllegalStateException if the pair was closed
     */
    public byte[] sign(byte[] message) {
        requireOpen();
        return curves.sign(seed, publicBytes, message);
    }

    /** A copy of the seed, to store it. */
    public byte[] seed() {
        requireOpen();
        return seed.clone();
    }

    /** Clears the seed. The public key stays. */
    @Override
    public void close() {
        closed = true;
        Arrays.fill(seed, (byte) 0);
    }

    /** The public key only. */
    @Override
    public String toString() {
        return "Ed25519Pair[" + publicKey() + "]";
    }

    /** A cleared seed would still sign, and everybody could sign in the same way. */
    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the key pair was closed");
        }
    }
}
