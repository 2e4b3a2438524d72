// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.MatrixUnavailableException;

/** Pauses between attempts: doubled with each, and by chance up to half shorter. */
public final class Pause {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration LONGEST_GRANTED = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 20;

    /**
     * Number of failures whose pause, 8 s at most, is not exceeded while the homeserver cannot be
     * reached.
     */
    private static final int MOST_WHILE_AWAY = 5;

    private Pause() {}

    /**
     * The pause after a failure.
     *
     * @param failures how many failures there were in a row, at least 1
     */
    static Duration after(int failures) {
        long full =
                Math.min(
                        LONGEST.toNanos(),
                        FIRST.toNanos() << Math.min(MOST_DOUBLINGS, failures - 1));
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(full / 2, full + 1));
    }

    /**
     * The pause after a failure for which the homeserver may have asked for a pause. If the
     * homeserver cannot be reached or answers 5xx, the pauses are shorter, so that events arrive
     * soon after it is back.
     */
    public static Duration after(int failures, MatrixException reason) {
        boolean away = reason instanceof MatrixUnavailableException;
        Duration usual = after(away ? Math.min(failures, MOST_WHILE_AWAY) : failures);
        if (reason instanceof MatrixLimitedException limited && limited.getRetryAfter() != null) {
            Duration asked = limited.getRetryAfter();
            Duration granted = asked.compareTo(LONGEST_GRANTED) > 0 ? LONGEST_GRANTED : asked;
            return granted.compareTo(usual) > 0 ? granted : usual;
        }
        return usual;
    }
}
