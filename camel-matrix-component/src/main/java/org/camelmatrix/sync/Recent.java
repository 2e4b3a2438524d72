package org.camelmatrix.sync;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The ids of the latest events: what two answers tell, such as that of a listener who catches up
 * and that of the loop which he joins then, counts once. Guarded by its flow's lock.
 */
final class Recent {

    private static final int MOST = 5000;

    private final Set<String> ids = new LinkedHashSet<>();

    /** Notes an event; whether it is new. */
    boolean add(String id) {
        if (!ids.add(id)) {
            return false;
        }
        if (ids.size() > MOST) {
            ids.remove(ids.iterator().next());
        }
        return true;
    }

    /** The event may come again. */
    void remove(String id) {
        ids.remove(id);
    }
}
