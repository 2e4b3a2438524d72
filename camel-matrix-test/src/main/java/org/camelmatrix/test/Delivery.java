// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How an answer reaches the client.
 *
 * @param answer what is sent, or would have been
 * @param delay how long it is held back
 * @param cut where the connection is closed
 */
record Delivery(Answer answer, Duration delay, Cut cut) {
    enum Cut {
        NOWHERE,
        BEFORE_THE_ANSWER,
        WITHIN_THE_BODY
    }

    /** Decides about one request; whether it is processed is up to the effect. */
    @FunctionalInterface
    interface Effect {
        Delivery apply(Supplier<Answer> processing);
    }

    static Delivery of(Answer answer) {
        return new Delivery(answer, Duration.ZERO, Cut.NOWHERE);
    }

    static Delivery lost(Answer answer) {
        return new Delivery(answer, Duration.ZERO, Cut.BEFORE_THE_ANSWER);
    }
}
