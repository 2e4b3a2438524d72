// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.primitive;

/**
 * X25519 (RFC 7748) and Ed25519 (RFC 8032) on byte arrays as they are on the wire: 32 bytes,
 * little-endian.
 *
 * <p>Implementations have no state and may be called by any thread. Arrays that are passed in are
 * neither kept nor changed.
 */
public interface Curves {
    /** The length of a private or public key of either curve, in bytes. */
    int KEY_LENGTH = 32;

    /** The length of a signature, in bytes. */
    int SIGNATURE_LENGTH = 64;

    /** Bouncy Castle's implementation if it is on the class path, else the JDK's. */
    static Curves best() {
        return CurvesChoice.best();
    }

    /** The JDK's implementation. */
    static Curves jdk() {
        return new JdkCurves();
    }

    /** The public key of an X25519 private key. */
    byte[] agreementPublicKey(byte[] privateKey);

    /**
     * The secret that both sides of an agreement get. The top bit of the public key is ignored (RFC
     * 7748, section 5).
     *
     * @throws org.camelmatrix.olm.MalformedException if the secret would be zero, as it is for a
     *     public key of small order
     */
    byte[] agree(byte[] privateKey, byte[] publicKey);

    /** The public key of an Ed25519 seed. */
    byte[] signaturePublicKey(byte[] seed);

    /**
     * Signs a message. The same input always gives the same signature.
     *
     * @param seed the private key
     * @param publicKey the public key of that seed; another one would give the seed away
     */
    byte[] sign(byte[] seed, byte[] publicKey, byte[] message);

    /**
     * Whether the signature is that of the message by the key. A public key or a first half of a
     * signature that is a point of small order, or is not written in the shortest way, is refused:
     * with it one signature could fit several messages.
     *
     * <p>For a public key that is the sum of a usual one and a point of small order, the makers
     * differ: Bouncy Castle multiplies the equation of RFC 8032, section 5.1.7, by the cofactor,
     * and accepts signatures that the JDK and other implementations refuse. Only whoever made such
     * a key can sign with it, so that this gives nobody another one's signature.
     */
    boolean verify(byte[] publicKey, byte[] message, byte[] signature);
}
