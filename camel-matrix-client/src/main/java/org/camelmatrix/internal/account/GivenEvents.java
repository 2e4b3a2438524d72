// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.TransactionId;

/**
 * The events that the homeserver has given lately, and for which transactions. An event's id is a
 * hash of it (Room Version 4, "Event IDs"), and so two messages that say the same in one room in
 * the same millisecond can become one event: then a homeserver gives its id for both, and people
 * see one of them.
 *
 * <p>Any thread may call.
 */
final class GivenEvents {

    /** So many are known at least, and twice as many at most. */
    private static final int MOST = 1_000;

    private volatile Map<EventId, TransactionId> newer = new ConcurrentHashMap<>();
    private volatile Map<EventId, TransactionId> older = Map.of();

    /** Notes an event that was given for a transaction; false if it was given for another one. */
    boolean note(EventId event, TransactionId transaction) {
        Map<EventId, TransactionId> latest = newer;
        TransactionId first = older.get(event);
        if (first == null) {
            first = latest.putIfAbsent(event, transaction);
        }
        if (latest.size() >= MOST) {
            turn(latest);
        }
        return first == null || first.equals(transaction);
    }

    private synchronized void turn(Map<EventId, TransactionId> full) {
        if (newer == full) {
            older = full;
            newer = new ConcurrentHashMap<>();
        }
    }
}
