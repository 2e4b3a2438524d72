// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.primitive;

import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.camelmatrix.olm.MalformedException;

/**
 * Bouncy Castle's implementation by its lightweight interface, which needs no security provider.
 */
final class BouncyCastleCurves implements Curves {
    private BouncyCastleCurves() {}

    /**
     * @throws NoClassDefFoundError if Bouncy Castle is not on the class path
     */
    static Curves create() {
        X25519.precompute();
        Ed25519.precompute();
        return new BouncyCastleCurves();
    }

    @Override
    public byte[] agreementPublicKey(byte[] privateKey) {
        byte[] publicKey = new byte[KEY_LENGTH];
        X25519.scalarMultBase(Lengths.key(privateKey), 0, publicKey, 0);
        return publicKey;
    }

    @Override
    public byte[] agree(byte[] privateKey, byte[] publicKey) {
        byte[] secret = new byte[KEY_LENGTH];
        if (!X25519.calculateAgreement(
                Lengths.key(privateKey), 0, Lengths.key(publicKey), 0, secret, 0)) {
            throw new MalformedException("the Curve25519 key is a point of small order");
        }
        return secret;
    }

    @Override
    public byte[] signaturePublicKey(byte[] seed) {
        byte[] publicKey = new byte[KEY_LENGTH];
        Ed25519.generatePublicKey(Lengths.key(seed), 0, publicKey, 0);
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] seed, byte[] publicKey, byte[] message) {
        byte[] signature = new byte[SIGNATURE_LENGTH];
        Ed25519.sign(
                Lengths.key(seed),
                0,
                Lengths.key(publicKey),
                0,
                message,
                0,
                message.length,
                signature,
                0);
        return signature;
    }

    @Override
    public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        return signature.length == SIGNATURE_LENGTH
                && EdwardsPoints.acceptable(Lengths.key(publicKey), 0)
                && EdwardsPoints.acceptable(signature, 0)
                && Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length);
    }
}
