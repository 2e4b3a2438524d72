// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.time.Duration;
import java.time.Instant;

/**
 * Counts how often in a row the homeserver has refused a token of {@code /sync} while it answered a
 * request without one. After three times over at least five minutes the token is given up.
 *
 * <p>Of the loop's thread.
 */
final class TokenRefusals {

    /** Failures in a row before a check whether the token is the reason. */
    private static final int PASSING = 2;

    private static final int TIMES = 3;
    private static final Duration LEAST = Duration.ofMinutes(5);
    private static final Duration BETWEEN = LEAST.dividedBy(TIMES - 1);

    private Instant first;
    private Instant last;
    private int failures;
    private int times;

    /** Counts a failure; whether it is time to check again if the token is the reason. */
    boolean isDue(Instant now) {
        failures++;
        return times == 0 ? failures > PASSING : !last.plus(BETWEEN).isAfter(now);
    }

    /** Whether the token was refused before. */
    boolean isSuspected() {
        return times > 0;
    }

    /** Counts a refusal; whether the token is given up. */
    boolean count(Instant now) {
        last = now;
        if (times++ == 0) {
            first = now;
        }
        return times >= TIMES && !first.plus(LEAST).isAfter(now);
    }

    /** The token was accepted, or it is unknown whether the token is the reason. */
    void clear() {
        failures = 0;
        times = 0;
    }
}
