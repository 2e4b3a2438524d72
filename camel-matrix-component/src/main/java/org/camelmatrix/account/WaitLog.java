package org.camelmatrix.account;

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
 * Tells in the log that an account's messages wait, and why; once, and not for each message.
 *
 * <p>Any thread may call.
 */
final class WaitLog {

    private static final Logger LOG = LoggerFactory.getLogger(WaitLog.class);

    /** How often a limited account is told of: its pauses follow each other. */
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicReference<Instant> nextLimit = new AtomicReference<>(Instant.MIN);

    WaitLog(InstantSource clock) {
        this.clock = clock;
    }

    void failed(MatrixException reason) {
        if (reason instanceof MatrixLimitedException) {
            Instant next = nextLimit.get();
            Instant now = clock.instant();
            if (!now.isBefore(next) && nextLimit.compareAndSet(next, now.plus(PERIOD))) {
                LOG.info("{}; messages wait until it lets them go", reason.getMessage());
            }
        } else if (reason instanceof MatrixUnavailableException
                && away.compareAndSet(false, true)) {
            LOG.warn("{}; messages wait and are tried again", reason.getMessage());
        }
    }

    void succeeded() {
        if (away.compareAndSet(true, false)) {
            LOG.info("The homeserver answers again; messages go on");
        }
    }
}
