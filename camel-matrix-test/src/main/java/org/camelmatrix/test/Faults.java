package org.camelmatrix.test;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The faults that are still to happen, in the order in which they were injected. */
final class Faults {
    private static final class Waiting {
        private final Fault fault;
        private int left;

        private Waiting(Fault fault) {
            this.fault = fault;
            this.left = fault.times();
        }
    }

    private final List<Waiting> waiting = new ArrayList<>();

    void add(Fault fault) {
        waiting.add(new Waiting(fault));
    }

    void clear() {
        waiting.clear();
    }

    /** Takes the next fault for such a request, and counts it as happened. */
    Optional<Delivery.Effect> next(
            Endpoint endpoint, Optional<String> user, Predicate<String> isAboutRoom) {
        for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
            Waiting next = all.next();
            if (next.fault.appliesTo(endpoint, user)
                    && next.fault.room().map(isAboutRoom::test).orElse(true)) {
                if (next.left != Integer.MAX_VALUE && --next.left == 0) {
                    all.remove();
                }
                return Optional.of(next.fault.effect());
            }
        }
        return Optional.empty();
    }
}
