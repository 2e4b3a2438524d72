// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.MatrixUnavailableException;
import org.junit.jupiter.api.Test;

/** The rules of the queue that need an exact moment. Times are nanoseconds. */
class QueueStateTest {

    private final QueueState queue = new QueueState(1, 10, retry -> Duration.ofNanos(100));

    @Test
    void failsASendWhoseTimeEndsInFlightWhenAnotherTakesItsSlot() {
        QueuedSend first = send("a", Duration.ofNanos(10));
        QueuedSend second = send("b", null);
        queue.failed(first, limited(), 1, 1);
        queue.submitted(second, false, true, 2);
        queue.woken(20);
        assertThat(queue.heldBack(first, 30)).containsExactly(new QueueAction.Start(second));
        assertThat(queue.wakeAt(30)).hasValue(10);
        assertThat(queue.woken(30))
                .anySatisfy(
                        action ->
                                assertThat(action)
                                        .isInstanceOfSatisfying(
                                                QueueAction.Complete.class,
                                                complete ->
                                                        assertThat(complete.send())
                                                                .isSameAs(first)));
    }

    @Test
    void wakesItselfWhenTheLanesPauseIsOverAndNotBefore() {
        QueuedSend send = send("a", null);
        queue.failed(send, new MatrixUnavailableException("busy", 503, null), 1, 1);
        assertThat(queue.wakeAt(1)).hasValue(101);
        assertThat(queue.woken(100)).isEmpty();
        assertThat(queue.woken(101)).containsExactly(new QueueAction.Start(send));
        assertThat(queue.wakeAt(101)).isEmpty();
    }

    @Test
    void leavesNoTimerBehind() {
        QueuedSend send = send("a", Duration.ofSeconds(1));
        queue.failed(send, limited(), 1, 1);
        queue.routeStops("route", Duration.ofSeconds(1), 2);
        queue.routeStarted("route", 3);
        assertThat(queue.wakeAt(3)).isPresent();
        queue.succeeded(send, 1, 4);
        assertThat(queue.wakeAt(4)).isEmpty();
    }

    @Test
    void takesNoSendTwice() {
        QueuedSend send = send("a", null);
        queue.succeeded(send, 1, 1);
        assertThatThrownBy(() -> queue.succeeded(send, 1, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("DONE");
    }

    private static QueuedSend send(String lane, Duration maximumWait) {
        RetryPolicy policy =
                new RetryPolicy(
                        3,
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1),
                        maximumWait,
                        PendingPolicy.WAIT);
        return new QueuedSend(lane, policy, SendOrigin.none(), 1, 0);
    }

    private static MatrixLimitedException limited() {
        return new MatrixLimitedException("too fast", 429, "M_LIMIT_EXCEEDED", Duration.ZERO);
    }
}
