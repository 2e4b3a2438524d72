// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.test.SyncClient.bodies;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SyncAnswersTest {

    @Test
    void answersAnEqualRequestAlikeForTwoMinutes() {
        MovableClock clock = new MovableClock();
        try (MatrixHomeserver other = MatrixHomeserver.builder().clock(clock).start()) {
            TestAccount carol = other.register("carol", "secret");
            String here = other.createRoom(carol);
            SyncClient reader = new SyncClient(other, carol);
            reader.sync();
            SyncClient again = reader.copy();
            SyncClient otherwise = reader.copy();
            SyncClient later = reader.copy();
            other.as(carol).send(here, "one");
            assertThat(bodies(reader.sync(), here)).containsExactly("one");
            other.as(carol).send(here, "two");

            assertThat(bodies(again.sync(), here)).containsExactly("one");
            assertThat(bodies(again.sync(), here)).containsExactly("two");
            assertThat(bodies(otherwise.poll(1), here)).containsExactly("one", "two");
            clock.move(Duration.ofMinutes(2));
            assertThat(bodies(later.sync(), here)).containsExactly("one", "two");
        }
    }
}
