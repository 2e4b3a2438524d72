// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.camelmatrix.internal.outgoing.TransactionId;

/**
 * The fields that a transaction id is made of; each has its length before it, so that no two lists
 * look the same.
 */
final class ArrivalHash {

    private static final int BYTES = 18;

    private final MessageDigest digest = sha256();

    ArrivalHash(String kind) {
        add(kind);
    }

    ArrivalHash add(String field) {
        return add(field.getBytes(StandardCharsets.UTF_8));
    }

    ArrivalHash add(byte[] field) {
        add(field.length);
        digest.update(field);
        return this;
    }

    ArrivalHash add(int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, number));
        return this;
    }

    TransactionId id() {
        byte[] hash = Arrays.copyOf(digest.digest(), BYTES);
        return new TransactionId(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
