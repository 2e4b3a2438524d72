// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.MatrixUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs that an account's messages wait, and why: once, and not for each message.
 *
 * <p>Any thread may call.
 */
final class WaitLog {

    private static final Logger LOG = LoggerFactory.getLogger(WaitLog.class);

    /** How often the same reason is logged at most. */
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final AtomicReference<Instant> nextAway = new AtomicReference<>(Instant.MIN);
    private final AtomicReference<Instant> nextLimit = new AtomicReference<>(Instant.MIN);
    private final AtomicBoolean toldAway = new AtomicBoolean();

    WaitLog(InstantSource clock) {
        this.clock = clock;
    }

    void failed(MatrixException reason) {
        if (reason instanceof MatrixLimitedException && isDue(nextLimit)) {
            LOG.info("{}; messages wait until it lets them go", reason.getMessage());
        } else if (reason instanceof MatrixUnavailableException
                && !toldAway.get()
                && isDue(nextAway)
                && toldAway.compareAndSet(false, true)) {
            LOG.warn("{}; messages wait and are tried again", reason.getMessage());
        }
    }

    private boolean isDue(AtomicReference<Instant> next) {
        Instant due = next.get();
        Instant now = clock.instant();
        return !now.isBefore(due) && next.compareAndSet(due, now.plus(PERIOD));
    }

    void succeeded() {
        if (toldAway.compareAndSet(true, false)) {
            LOG.info("The homeserver answers again; messages go on");
        }
    }
}
