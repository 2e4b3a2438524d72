// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.outgoing;

/**
 * What tells a homeserver that two requests are the same message (Client-Server API, "Transaction
 * identifiers").
 *
 * @param value the id
 */
public record TransactionId(String value) {

    /** The id of the same message where it has to be sent once more: always the same one. */
    public TransactionId another() {
        return new TransactionId(value + ".2");
    }

    @Override
    public String toString() {
        return value;
    }
}
