// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.time.Duration;

/**
 * How fast an account may send, as far as the homeserver's answers tell (Client-Server API, "Rate
 * limiting").
 *
 * <table>
 * <caption>States and transitions</caption>
 * <tr><th>state</th><th>meaning</th><th>leaves it</th></tr>
 * <tr><td>OPEN</td><td>no limit is known</td><td>a refusal: PAUSED</td></tr>
 * <tr><td>PAUSED</td><td>no send may start</td><td>the pause ends: PROBING; another refusal may
 * extend the pause</td></tr>
 * <tr><td>PROBING</td><td>one send may be in flight, and one more after each success, so that a
 * homeserver that still refuses is asked once a pause and not by every send that waits</td>
 * <td>a refusal: PAUSED; {@code most} sends allowed, or no send left: OPEN</td></tr>
 * </table>
 *
 * <p>Part of {@link QueueState}. Times are those of {@link System#nanoTime}.
 */
final class AccountLimit {

    /** See the table above. */
    enum State {
        OPEN,
        PAUSED,
        PROBING
    }

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE_AFTER_NONE = Duration.ofMillis(50);

    private final int most;
    private boolean limited;
    private int allowance;
    private long pauseEnd;
    private int refusals;

    /**
     * @param most how many sends of the queue may be in flight
     */
    AccountLimit(int most) {
        this.most = most;
        this.allowance = most;
    }

    State state(long now) {
        if (!limited) {
            return State.OPEN;
        }
        return pauseEnd - now > 0 ? State.PAUSED : State.PROBING;
    }

    boolean isOpen() {
        return !limited;
    }

    boolean isPaused(long now) {
        return state(now) == State.PAUSED;
    }

    /** How many sends of the queue may be in flight now. */
    int allowance(long now) {
        return isPaused(now) ? 0 : allowance;
    }

    /** How long no send may start. */
    Duration pause(long now) {
        return isPaused(now) ? Duration.ofNanos(pauseEnd - now) : Duration.ZERO;
    }

    /** When the pause ends, if the account is paused. */
    long pauseEnd() {
        return pauseEnd;
    }

    /**
     * The homeserver has refused a send.
     *
     * @param asked the pause that it asks for, or null
     * @param longest the longest pause that is granted
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
        if (first || end - pauseEnd > 0) {
            pauseEnd = end;
        }
        allowance = 1;
        limited = true;
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

    /** A send has succeeded. */
    void succeeded(long now) {
        if (state(now) != State.PROBING) {
            return;
        }
        refusals = 0;
        allowance++;
        if (allowance >= most) {
            open();
        }
    }

    /** No send waits and none is in flight. */
    void idle(long now) {
        if (state(now) == State.PROBING) {
            open();
        }
    }

    private void open() {
        refusals = 0;
        allowance = most;
        limited = false;
    }
}
