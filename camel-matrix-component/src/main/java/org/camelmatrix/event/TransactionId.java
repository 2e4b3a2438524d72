package org.camelmatrix.event;

/**
 * What tells a homeserver that two requests are the same message (Client-Server API, "Transaction
 * identifiers").
 *
 * @param value the id
 */
public record TransactionId(String value) {

    @Override
    public String toString() {
        return value;
    }
}
