// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever fails and stops, nothing is lost, doubled or out of order. It lasts {@code
 * -Dchaos.seconds} seconds, 20 without that, with the chances of {@code -Dchaos.seed}.
 */
class ChaosStandInTest {

    @Test
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    void losesNothingInSendingAndReceiving(@TempDir Path folder) throws Exception {
        Duration lasts = Duration.ofSeconds(Integer.getInteger("chaos.seconds", 20));
        try (ChaosRun run = new ChaosRun(folder, Long.getLong("chaos.seed", 14))) {
            ChaosRun.Outcome outcome = run.run(lasts);
            System.out.println(outcome.figures());
            assertThat(outcome.wrong()).isEmpty();
        }
    }
}
