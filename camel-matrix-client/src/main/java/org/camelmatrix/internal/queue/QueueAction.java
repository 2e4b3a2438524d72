// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.util.function.Consumer;

/** What {@link SendQueue} has to do after a call of {@link QueueState}, in this order. */
sealed interface QueueAction {

    /** A lane has its first send: {@link SendQueue} reads this set without the lock. */
    record LaneOpened(Object key) implements QueueAction {}

    /** A lane has no sends any more. */
    record LaneClosed(Object key) implements QueueAction {}

    /** Callers that wait for capacity submit their sends again. */
    record SubmitAgain() implements QueueAction {}

    /** A worker makes an attempt. */
    record Start(QueuedSend send) implements QueueAction {}

    /** The send's observer is told. */
    record Report(QueuedSend send, Consumer<SendObserver> event) implements QueueAction {}

    /**
     * The send's future is completed; the only action of this kind for the send.
     *
     * @param failure why it failed, or null if its last attempt has succeeded
     * @param isStop whether it failed because its route stops, or the queue is closed
     */
    record Complete(QueuedSend send, Throwable failure, boolean isStop) implements QueueAction {}
}
