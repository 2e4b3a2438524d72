// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Expression;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.MatrixEvent;

/**
 * What the option {@code idempotentKey} calls a message, and where in a route it is sent.
 *
 * @param value what the option's expression gave, not blank
 * @param node the id of the node that sends, so that two nodes can send two messages of one key
 * @param branch which part of a split, copy of a multicast or turn of a loop it is; empty for none
 */
record MessageKey(String value, String node, String branch) {

    private static final ExchangePropertyKey[] INDEXES = {
        ExchangePropertyKey.SPLIT_INDEX,
        ExchangePropertyKey.MULTICAST_INDEX,
        ExchangePropertyKey.LOOP_INDEX
    };

    /**
     * The key of an exchange, to be asked while the exchange is at the node that sends.
     *
     * @throws MatrixRejectedException if the expression gives nothing
     */
    static MessageKey of(Exchange exchange, Expression expression) {
        String value = expression.evaluate(exchange, String.class);
        if (value == null || value.isBlank()) {
            throw new MatrixRejectedException(
                    "The option idempotentKey gives nothing for this message: change its expression,"
                            + " or set the header that it reads");
        }
        return at(exchange, value);
    }

    /** The key of an exchange that began with a received event; null if it did not. */
    static MessageKey ofReceived(Exchange exchange) {
        return exchange.getProperty(MatrixConstants.RECEIVED_EVENT) instanceof MatrixEvent event
                        && event.id() != null
                ? at(exchange, "event " + event.room() + ' ' + event.id())
                : null;
    }

    private static MessageKey at(Exchange exchange, String value) {
        String node = exchange.getExchangeExtension().getHistoryNodeId();
        return new MessageKey(value, node == null ? "" : node, branch(exchange));
    }

    private static String branch(Exchange exchange) {
        StringBuilder branch = new StringBuilder();
        for (ExchangePropertyKey index : INDEXES) {
            Object at = exchange.getProperty(index);
            if (at != null) {
                branch.append(index.getName()).append('=').append(at).append(' ');
            }
        }
        return branch.toString();
    }
}
