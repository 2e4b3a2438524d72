// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.internal.sync.EventListener.Activity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When failures to receive count as trouble of the account. */
class ReceiveLogTest {

    private Instant now = Instant.EPOCH;
    private final ReceiveLog log = new ReceiveLog(() -> now);

    private static final MatrixException LIMITED =
            new MatrixLimitedException("a limit", 429, "M_LIMIT_EXCEEDED", Duration.ZERO);

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }

    @ParameterizedTest
    @EnumSource(
            value = Activity.class,
            names = {"RECEIVING", "CATCHING_UP"})
    void countsWhatLastsForMoreThanAMinute(Activity activity) {
        log.failed("one", activity, LIMITED);
        pass(60);
        log.failed("one", activity, LIMITED);
        assertThat(log.lastingTrouble()).isNull();
        pass(1);
        assertThat(log.lastingTrouble()).contains("a limit");
        log.recovered("one", activity);
        assertThat(log.lastingTrouble()).isNull();
    }

    @Test
    void namesTheRouteWhereItIsTheRoutesOwn() {
        log.failed(
                "one",
                Activity.RECEIVING,
                new MatrixRejectedException("not in it", 403, "M_FORBIDDEN", null));
        pass(90);
        assertThat(log.lastingTrouble())
                .isEqualTo("Events cannot be received for route one: not in it");
        log.gone("one");
        assertThat(log.lastingTrouble()).isNull();
    }

    @Test
    void doesNotCountAPositionThatCannotBeKept() {
        log.failed("one", Activity.KEEPING_POSITION, new MatrixUnavailableException("full", null));
        pass(90);
        assertThat(log.lastingTrouble()).isNull();
    }
}
