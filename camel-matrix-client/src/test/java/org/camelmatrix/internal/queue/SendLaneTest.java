// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which sends of a room may be in flight at the same time. Times are nanoseconds. */
class SendLaneTest {

    private static final long WINDOW = 10;

    private final SendLane lane = new SendLane("room");
    private long callers = 1;

    @Test
    void sendsOneAfterTheOtherWhatOneCallerSends() {
        depart(send(7, 100), 100);
        lane.addLast(send(7, 100));
        assertThat(lane.isReady(200, WINDOW)).isFalse();
    }

    @Test
    void sendsTogetherWhatDifferentCallersSentAtTheSameTime() {
        depart(fromAnother(100), 150);
        lane.addLast(fromAnother(110));
        assertThat(lane.isReady(200, WINDOW)).isTrue();
    }

    @Test
    void sendsOneAfterTheOtherWhatCameOneAfterTheOther() {
        depart(fromAnother(100), 150);
        lane.addLast(fromAnother(111));
        assertThat(lane.isReady(200, WINDOW)).isFalse();
    }

    @Test
    void letsASendPassOneInFlightThatDidNotWait() {
        depart(fromAnother(100), 110);
        assertThat(lane.letsPass(fromAnother(500), 500, WINDOW)).isTrue();
        depart(fromAnother(100), 111);
        assertThat(lane.letsPass(fromAnother(500), 500, WINDOW)).isFalse();
    }

    @Test
    void letsNothingPassAnAttemptThatWaitsForSomethingElse() {
        QueuedSend first = fromAnother(100);
        depart(first, 100);
        first.notStartedYet();
        assertThat(lane.letsPass(fromAnother(500), 500, WINDOW)).isFalse();
    }

    @Test
    void letsNothingPassWaitingSends() {
        lane.addLast(fromAnother(100));
        assertThat(lane.letsPass(fromAnother(100), 100, WINDOW)).isFalse();
    }

    @Test
    void sendsOneAloneAfterAFailureUntilOneIsAnswered() {
        depart(fromAnother(100), 100);
        lane.addLast(fromAnother(100));
        lane.unanswered();
        assertThat(lane.isReady(200, WINDOW)).isFalse();
        lane.answered();
        assertThat(lane.isReady(200, WINDOW)).isTrue();
    }

    @Test
    void keepsTheLongestOfItsPauses() {
        lane.addLast(fromAnother(1));
        lane.pauseUntil(500, 100);
        lane.pauseUntil(200, 100);
        assertThat(lane.isReady(499, WINDOW)).isFalse();
        assertThat(lane.isReady(500, WINDOW)).isTrue();
        lane.pauseUntil(600, 550);
        assertThat(lane.isReady(599, WINDOW)).isFalse();
    }

    @Test
    void putsAFailedSendBackBeforeLaterOnes() {
        QueuedSend first = fromAnother(1);
        QueuedSend second = fromAnother(2);
        QueuedSend third = fromAnother(3);
        QueuedSend fourth = fromAnother(4);
        lane.addLast(first);
        lane.addLast(fourth);
        lane.addAgain(third);
        lane.addAgain(second);
        assertThat(lane.waiting())
                .map(each -> (Object) each)
                .containsExactly(first, second, third, fourth);
    }

    @Test
    void putsAFailedSendBeforeOneThatWasAddedLater() {
        QueuedSend late = fromAnother(1);
        late.addedToLane(5);
        lane.addLast(late);
        QueuedSend failed = fromAnother(2);
        lane.addAgain(failed);
        assertThat(lane.waiting()).containsExactly(failed, late);
    }

    private void depart(QueuedSend send, long now) {
        send.started(now);
        lane.depart(send);
    }

    private QueuedSend send(long caller, long arrived) {
        return new QueuedSend(
                lane.key(),
                new RetryPolicy(0, Duration.ZERO, Duration.ZERO, null, PendingPolicy.WAIT),
                SendOrigin.none(),
                caller,
                arrived);
    }

    private QueuedSend fromAnother(long arrived) {
        return send(callers++, arrived);
    }
}
