// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * A {@code /sync} that waits for news: section "Syncing". The thread of the request waits in {@link
 * #await}, which holds no lock of the homeserver; the threads of other requests wake it.
 */
final class LongPoll {
    /** Ends a long poll without an answer, as a homeserver that stops does. */
    static final class Closed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Closed() {
            super("the connection is closed", null, false, false);
        }
    }

    /** How often a waiting thread looks whether its client is still there. */
    private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();

    private static final int NANOS_PER_MILLI = 1_000_000;

    private final String userId;
    private boolean news;
    private boolean closed;

    LongPoll(String userId) {
        this.userId = userId;
    }

    String userId() {
        return userId;
    }

    synchronized void wake() {
        news = true;
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /**
     * Waits for news. Returns whether there are any; if not, the time is up.
     *
     * @param deadline as {@link System#nanoTime} counts
     * @throws Closed when there is nobody to answer any more
     */
    boolean await(long deadline, BooleanSupplier clientIsGone) {
        while (true) {
            if (clientIsGone.getAsBoolean()) {
                throw new Closed();
            }
            synchronized (this) {
                long left = deadline - System.nanoTime();
                if (!news && !closed && left > 0) {
                    pause(Math.min(left, LOOK_NANOS));
                }
                if (closed) {
                    throw new Closed();
                }
                if (news || deadline - System.nanoTime() <= 0) {
                    boolean told = news;
                    news = false;
                    return told;
                }
            }
        }
    }

    private void pause(long nanos) {
        try {
            wait(nanos / NANOS_PER_MILLI, (int) (nanos % NANOS_PER_MILLI));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Closed();
        }
    }
}
