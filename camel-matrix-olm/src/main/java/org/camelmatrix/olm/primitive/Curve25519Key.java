// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.primitive;

import java.math.BigInteger;
import java.util.Arrays;
import org.camelmatrix.olm.MalformedException;
import org.camelmatrix.olm.internal.Base64Text;

/**
 * A public key of Curve25519: of a device, a one-time key, or a step of a ratchet. It is no secret.
 */
public final class Curve25519Key {
    /** The order of the group in which every key lies that follows from a private key. */
    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    /**
     * One less than five times the order. It has the form of a private key: it is a multiple of 8
     * from 2^254 to 2^255.
     */
    private static final byte[] MINUS_ONE =
            EdwardsPoints.littleEndian(
                    ORDER.multiply(BigInteger.valueOf(5)).subtract(BigInteger.ONE));

    private static final int LONGEST_TEXT = 44;

    private final byte[] bytes;

    private Curve25519Key(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param bytes the 32 bytes of the key
     * @throws MalformedException if it has another length
     */
    public static Curve25519Key of(byte[] bytes) {
        if (bytes.length != Curves.KEY_LENGTH) {
            throw new MalformedException("a Curve25519 key has 32 bytes, and not " + bytes.length);
        }
        return new Curve25519Key(bytes.clone());
    }

    /**
     * @param base64 the key in base64, padded or not; null fails
     * @throws org.camelmatrix.olm.OlmException if it is no key
     */
    public static Curve25519Key of(String base64) {
        return of(Base64Text.decode("the Curve25519 key", base64, LONGEST_TEXT));
    }

    /**
     * Whether no other 32 bytes stand for the same key. Keys that were made by this module or by
     * any other known one are written so.
     */
    public boolean isCanonical() {
        return EdwardsPoints.isBelowPrime(bytes);
    }

    /**
     * Whether the key can follow from a private key. Others are the sum of such a key and a point
     * of small order, or no point of the curve. Such a sum agrees on the same secrets as the key in
     * it, so that nothing but this tells which of the eight was meant. It costs one agreement.
     *
     * @param curves what to compute with
     * @return false for a key that is not {@link #isCanonical}, too
     * @throws MalformedException if the key is a point of small order
     */
    public boolean isOfPrimeOrder(Curves curves) {
        // Only in that group the product is the negative of the key, which has the same coordinate.
        return Arrays.equals(curves.agree(MINUS_ONE, bytes), bytes);
    }

    /** A copy of the 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The key in unpadded base64, as it stands in JSON. */
    public String base64() {
        return Base64Text.encode(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Curve25519Key key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return base64();
    }
}
