// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.primitive;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreement;
import org.camelmatrix.olm.MalformedException;

/** The JDK's implementation. It takes big-endian numbers where the wire has little-endian bytes. */
final class JdkCurves implements Curves {
    private static final BigInteger BASE_POINT = BigInteger.valueOf(9);

    @Override
    public byte[] agreementPublicKey(byte[] privateKey) {
        return agree(privateKey, EdwardsPoints.littleEndian(BASE_POINT));
    }

    @Override
    public byte[] agree(byte[] privateKey, byte[] publicKey) {
        try {
            KeyFactory keys = KeyFactory.getInstance("X25519");
            PrivateKey own =
                    keys.generatePrivate(
                            new XECPrivateKeySpec(
                                    NamedParameterSpec.X25519, Lengths.key(privateKey)));
            byte[] masked = Lengths.key(publicKey).clone();
            masked[KEY_LENGTH - 1] &= 0x7F;
            PublicKey theirs =
                    keys.generatePublic(
                            new XECPublicKeySpec(
                                    NamedParameterSpec.X25519, EdwardsPoints.number(masked)));
            KeyAgreement agreement = KeyAgreement.getInstance("X25519");
            agreement.init(own);
            agreement.doPhase(theirs, true);
            return agreement.generateSecret();
        } catch (InvalidKeyException e) {
            throw new MalformedException("the Curve25519 key is a point of small order", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no X25519", e);
        }
    }

    @Override
    public byte[] signaturePublicKey(byte[] seed) {
        try {
            KeyPairGenerator pairs = KeyPairGenerator.getInstance("Ed25519");
            pairs.initialize(NamedParameterSpec.ED25519, new GivenSeed(Lengths.key(seed)));
            EdECPoint point = ((EdECPublicKey) pairs.generateKeyPair().getPublic()).getPoint();
            byte[] publicKey = EdwardsPoints.littleEndian(point.getY());
            if (point.isXOdd()) {
                publicKey[KEY_LENGTH - 1] |= (byte) 0x80;
            }
            byte[] proof = {1};
            if (!verify(publicKey, proof, sign(seed, publicKey, proof))) {
                throw new IllegalStateException(
                        "this JDK makes no Ed25519 pair of a given seed; add Bouncy Castle");
            }
            return publicKey;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no Ed25519", e);
        }
    }

    @Override
    public byte[] sign(byte[] seed, byte[] publicKey, byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(
                    KeyFactory.getInstance("Ed25519")
                            .generatePrivate(
                                    new EdECPrivateKeySpec(
                                            NamedParameterSpec.ED25519, Lengths.key(seed))));
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no Ed25519", e);
        }
    }

    @Override
    public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_LENGTH
                || !EdwardsPoints.acceptable(Lengths.key(publicKey), 0)
                || !EdwardsPoints.acceptable(signature, 0)) {
            return false;
        }
        try {
            byte[] y = publicKey.clone();
            y[KEY_LENGTH - 1] &= 0x7F;
            EdECPoint point =
                    new EdECPoint((publicKey[KEY_LENGTH - 1] & 0x80) != 0, EdwardsPoints.number(y));
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(
                                    new EdECPublicKeySpec(NamedParameterSpec.ED25519, point)));
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException
                | InvalidKeyException
                | java.security.spec.InvalidKeySpecException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no Ed25519", e);
        }
    }

    /**
     * The only way by which the JDK gives the public key of a known seed: as the random numbers of
     * a new pair.
     */
    private static final class GivenSeed extends SecureRandom {
        private static final long serialVersionUID = 1;

        private final transient byte[] seed;

        GivenSeed(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, Math.min(seed.length, bytes.length));
        }
    }
}
