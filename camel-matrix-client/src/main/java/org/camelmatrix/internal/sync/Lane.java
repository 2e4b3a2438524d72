// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.RoomId;

/** The events of a room that wait, and the one that is under way. Guarded by its flow's lock. */
final class Lane {

    private final RoomId room;
    private final Deque<Delivery> waiting = new ArrayDeque<>();
    private Delivery current;

    /** An event on its way to the listener. */
    static final class Delivery {

        private final MatrixEvent event;
        private Segment.Part part;
        private int attempt;

        Delivery(MatrixEvent event, Segment.Part part) {
            this.event = event;
            this.part = part;
        }

        MatrixEvent event() {
            return event;
        }

        /** Where it is noted once it is done; null for the room's own track. */
        Segment.Part part() {
            return part;
        }

        /** Another looks after it. */
        void leave() {
            if (part != null) {
                part.drop();
                part = null;
            }
        }

        int attempt() {
            return attempt;
        }

        void failed() {
            attempt++;
        }
    }

    Lane(RoomId room) {
        this.room = room;
    }

    RoomId room() {
        return room;
    }

    void add(Delivery delivery) {
        waiting.addLast(delivery);
    }

    /** The event that is under way, or comes again after a while; or null. */
    Delivery current() {
        return current;
    }

    /** The next event, which is under way from now on; the same again if it failed. */
    Delivery begin() {
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

    /** Takes out those who wait. */
    List<Delivery> clear() {
        List<Delivery> all = new ArrayList<>(waiting);
        waiting.clear();
        return all;
    }
}
