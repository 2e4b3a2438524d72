// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.outgoing;

/**
 * The transaction id of an event: two requests with the same id create one event (Client-Server
 * API, "Transaction identifiers").
 *
 * @param value the id
 */
public record TransactionId(String value) {

    /**
     * A second id, derived from this one, for a message whose event the homeserver merged with the
     * event of another message.
     */
    public TransactionId another() {
        return new TransactionId(value + ".2");
    }

    @Override
    public String toString() {
        return value;
    }
}
