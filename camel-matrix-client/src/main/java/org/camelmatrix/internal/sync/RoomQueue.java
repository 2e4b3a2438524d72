// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.RoomId;

/** The events of a room that wait, and the one that is under way. Guarded by its flow's lock. */
final class RoomQueue {

    private final RoomId room;
    private final Deque<QueuedEvent> waiting = new ArrayDeque<>();
    private QueuedEvent current;

    /** An event on its way to the listener. */
    static final class QueuedEvent {

        private final MatrixEvent event;
        private Batch.RoomBatch batch;
        private int attempt;

        QueuedEvent(MatrixEvent event, Batch.RoomBatch batch) {
            this.event = event;
            this.batch = batch;
        }

        MatrixEvent event() {
            return event;
        }

        /** The batch in which it is noted once it is done; null for its room's progress. */
        Batch.RoomBatch batch() {
            return batch;
        }

        /** It is noted in the progress of its room once it is done, and in no batch. */
        void leave() {
            if (batch != null) {
                batch.drop();
                batch = null;
            }
        }

        int attempt() {
            return attempt;
        }

        void failed() {
            attempt++;
        }
    }

    RoomQueue(RoomId room) {
        this.room = room;
    }

    RoomId room() {
        return room;
    }

    void add(QueuedEvent event) {
        waiting.addLast(event);
    }

    /**
     * The event in progress, or the failed event that is handed over again after a pause; or null.
     */
    QueuedEvent current() {
        return current;
    }

    /** The next event, which is under way from now on; the same again if it failed. */
    QueuedEvent begin() {
        if (current == null) {
            current = waiting.pollFirst();
        }
        return current;
    }

    void end() {
        current = null;
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    boolean isIdle() {
        return current == null && waiting.isEmpty();
    }

    /** Takes out the events that wait. */
    List<QueuedEvent> clear() {
        List<QueuedEvent> all = new ArrayList<>(waiting);
        waiting.clear();
        return all;
    }
}
