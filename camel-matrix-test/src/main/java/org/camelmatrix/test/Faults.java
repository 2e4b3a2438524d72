// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** The faults that are still to happen, in the order in which they were injected. */
final class Faults {
    private static final class Waiting {
        private final Fault fault;
        private final SplittableRandom dice;
        private int left;

        private Waiting(Fault fault, long place) {
            this.fault = fault;
            // Faults with the same seed must not hit the same requests
            this.dice = new SplittableRandom(fault.frequency().seed() + place);
            this.left = fault.frequency().times();
        }

        private boolean happens() {
            double probability = fault.frequency().probability();
            return probability == 1 || dice.nextDouble() < probability;
        }
    }

    private final List<Waiting> waiting = new ArrayList<>();
    private long injected;

    void add(Fault fault) {
        waiting.add(new Waiting(fault, injected++));
    }

    void clear() {
        waiting.clear();
        injected = 0;
    }

    /** Takes the next fault for such a request, and counts it as happened. */
    Optional<Delivery.Effect> next(
            Endpoint endpoint, Optional<String> user, Predicate<String> isAboutRoom) {
        for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
            Waiting next = all.next();
            if (next.fault.appliesTo(endpoint, user)
                    && next.fault.room().map(isAboutRoom::test).orElse(true)
                    && next.happens()) {
                if (next.left != Integer.MAX_VALUE && --next.left == 0) {
                    all.remove();
                }
                return Optional.of(next.fault.effect());
            }
        }
        return Optional.empty();
    }
}
