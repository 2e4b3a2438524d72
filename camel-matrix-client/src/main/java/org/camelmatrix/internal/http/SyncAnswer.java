// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.util.List;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.RoomId;

/**
 * What {@code /sync} answers, as far as it is asked for here.
 *
 * @param nextBatch where the next one goes on
 * @param joined rooms of the account in which something happened
 * @param invited rooms that the account is invited to
 * @param left rooms that the account has left, was removed from, or is banned from
 * @param device what concerns the device; {@link DeviceUpdate#NONE} where it was not asked for
 */
public record SyncAnswer(
        String nextBatch,
        List<SyncedRoom> joined,
        List<SyncedRoom> invited,
        List<SyncedRoom> left,
        DeviceUpdate device) {

    /** Whether it tells of nothing that happened. */
    public boolean isEmpty() {
        return invited.isEmpty()
                && joined.stream().allMatch(SyncedRoom::isEmpty)
                && left.stream().allMatch(SyncedRoom::isEmpty);
    }

    /**
     * A room.
     *
     * @param room its id
     * @param state what changed of its state, either before or after the timeline; stripped for an
     *     invitation
     * @param timeline what happened
     */
    public record SyncedRoom(RoomId room, List<MatrixEvent> state, Timeline timeline) {

        /** Whether it tells of nothing that happened. */
        public boolean isEmpty() {
            return state.isEmpty() && timeline.events().isEmpty() && !timeline.limited();
        }

        /** Whether it tells of a room's state of a type, with an empty state key. */
        public boolean tellsOf(String type) {
            return isIn(state, type) || isIn(timeline.events(), type);
        }

        private static boolean isIn(List<MatrixEvent> events, String type) {
            for (MatrixEvent event : events) {
                if (event.isStateOf(type)) {
                    return true;
                }
            }
            return false;
        }
    }
}
