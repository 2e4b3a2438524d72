// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.util.HashSet;
import java.util.Set;

/**
 * The ids of the latest events. They recognise an event that two answers contain, such as the
 * answer for a newcomer and the next one for all. Guarded by its flow's lock.
 */
final class RecentIds {

    /** So many are known at least, and twice as many at most. */
    private static final int MOST = 5000;

    private Set<String> older = new HashSet<>();
    private Set<String> newer = new HashSet<>();

    /** Notes an event; whether it is new. */
    boolean add(String id) {
        if (older.contains(id) || !newer.add(id)) {
            return false;
        }
        if (newer.size() >= MOST) {
            Set<String> oldest = older;
            oldest.clear();
            older = newer;
            newer = oldest;
        }
        return true;
    }

    /** Forgets an event, so that it can be delivered again. */
    void remove(String id) {
        newer.remove(id);
        older.remove(id);
    }
}
