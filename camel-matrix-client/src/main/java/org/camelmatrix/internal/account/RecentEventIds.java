// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camelmatrix.event.EventId;
import org.camelmatrix.internal.outgoing.TransactionId;

/**
 * The event ids that the homeserver gave lately, each with the transaction that it was given for.
 *
 * <p>An event id is a hash of the event (Room Version 4, "Event IDs"). So two messages with the
 * same content in one room in the same millisecond can become one event: the homeserver answers
 * both with the same id, and people see one message.
 *
 * <p>Any thread may call.
 */
final class RecentEventIds {

    /** At least so many ids are remembered, and at most twice as many. */
    private static final int LEAST = 1_000;

    private volatile Map<EventId, TransactionId> newer = new ConcurrentHashMap<>();
    private volatile Map<EventId, TransactionId> older = Map.of();

    /**
     * Remembers the event id that a transaction was answered with.
     *
     * @return false if another transaction was answered with the same id before
     */
    boolean remember(EventId event, TransactionId transaction) {
        Map<EventId, TransactionId> latest = newer;
        TransactionId first = older.get(event);
        if (first == null) {
            first = latest.putIfAbsent(event, transaction);
        }
        if (latest.size() >= LEAST) {
            makeOld(latest);
        }
        return first == null || first.equals(transaction);
    }

    private synchronized void makeOld(Map<EventId, TransactionId> full) {
        if (newer == full) {
            older = full;
            newer = new ConcurrentHashMap<>();
        }
    }
}
