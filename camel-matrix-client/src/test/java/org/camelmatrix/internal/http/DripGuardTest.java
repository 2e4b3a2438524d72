// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DripGuardTest {

    /** An account that receives much has many answers within the time that one may take. */
    @Test
    void keepsNothingOfAnAnswerThatHasEnded() throws IOException {
        WeakReference<DripGuard> ended = ended();
        await().until(
                        () -> {
                            System.gc();
                            return ended.get() == null;
                        });
    }

    private static WeakReference<DripGuard> ended() throws IOException {
        DripGuard guard =
                new DripGuard(
                        new ByteArrayInputStream(new byte[3]), Duration.ofHours(1), () -> true);
        guard.readAllBytes();
        return new WeakReference<>(guard);
    }
}
