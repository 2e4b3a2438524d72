// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.time.Duration;

/**
 * How fast an account may send, as far as the homeserver's answers tell (Client-Server API, "Rate
 * limiting"). After a pause it is felt out: one send at first, and one more at a time with each
 * that succeeds, so that a homeserver that goes on refusing is asked once for a pause and not by
 * all who wait.
 *
 * <p>Guarded by the lock of its queue, but for {@link #isOpen}, which any thread may ask. Times are
 * those of {@link System#nanoTime}.
 */
final class AccountLimit {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE_AFTER_NONE = Duration.ofMillis(50);

    private final int most;
    private volatile boolean open = true;
    private int allowance;
    private long until;
    private int refusals;

    /**
     * @param most how many sends may be in flight out of the queue
     */
    AccountLimit(int most) {
        this.most = most;
        this.allowance = most;
    }

    /** Whether nothing is known of a limit. */
    boolean isOpen() {
        return open;
    }

    /** How many sends out of the queue may be in flight now. */
    int allowance(long now) {
        return isPaused(now) ? 0 : allowance;
    }

    boolean isPaused(long now) {
        return !open && until - now > 0;
    }

    /** How long nobody may send. */
    Duration pause(long now) {
        return isPaused(now) ? Duration.ofNanos(until - now) : Duration.ZERO;
    }

    /**
     * The homeserver has refused a send.
     *
     * @param asked the pause that it asks for, or null
     * @param longest the longest pause that it is granted
     */
    void refused(Duration asked, Duration longest, long now) {
        boolean first = !isPaused(now);
        if (first) {
            refusals++;
        }
        Duration pause = pause(asked);
        if (pause.compareTo(longest) > 0) {
            pause = longest;
        }
        long end = now + pause.toNanos();
        if (first || end - until > 0) {
            until = end;
        }
        allowance = 1;
        open = false;
    }

    private Duration pause(Duration asked) {
        if (asked == null) {
            return Backoff.exponential(FIRST_PAUSE, refusals);
        }
        Duration least =
                refusals == 1
                        ? Duration.ZERO
                        : Backoff.exponential(FIRST_PAUSE_AFTER_NONE, refusals - 1);
        return asked.compareTo(least) > 0 ? asked : least;
    }

    /** A send out of the queue has succeeded. */
    void succeeded(long now) {
        if (open || isPaused(now)) {
            return;
        }
        refusals = 0;
        allowance++;
        if (allowance >= most) {
            open();
        }
    }

    /** Nobody waits any more, so there is nothing to be careful about. */
    void idle(long now) {
        if (!open && !isPaused(now)) {
            open();
        }
    }

    private void open() {
        refusals = 0;
        allowance = most;
        open = true;
    }
}
