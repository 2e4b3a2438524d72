// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.time.Instant;

/**
 * A room that is behind the others, because one of its events fails, some were missed, or there was
 * no capacity for them. The loop's events of the room are left; they are fetched when the room's
 * turn comes, so that the other rooms go on meanwhile.
 *
 * <p>When it has caught up, the loop's events are taken again. Its own position stays stored until
 * the shared one has passed the same point. Guarded by the lock of its flow.
 *
 * <table>
 * <caption>What becomes of the phase when something happens; empty where it cannot happen</caption>
 * <tr><th>phase</th><th>{@link #miss}</th><th>{@link #beginFetch}</th><th>{@link #endFetch},
 * all</th><th>{@link #endFetch}, a part</th><th>{@link #catchUp}</th></tr>
 * <tr><td>MISSED</td><td>MISSED</td><td>FETCHING</td><td></td><td></td><td></td></tr>
 * <tr><td>FETCHING</td><td>FETCHING_OLD</td><td>FETCHING</td><td>DELIVERING</td><td>MISSED</td>
 * <td></td></tr>
 * <tr><td>FETCHING_OLD</td><td>FETCHING_OLD</td><td>FETCHING</td><td>MISSED</td><td>MISSED</td>
 * <td></td></tr>
 * <tr><td>DELIVERING</td><td>MISSED</td><td></td><td></td><td></td><td>CAUGHT_UP</td></tr>
 * <tr><td>CAUGHT_UP</td><td></td><td></td><td></td><td></td><td></td></tr>
 * </table>
 */
final class LaggingRoom {

    private enum Phase {
        /** Something has to be fetched. */
        MISSED,
        /** Everything up to now is being fetched. */
        FETCHING,
        /** Something is being fetched, and more has happened since. */
        FETCHING_OLD,
        /** Everything was fetched; its events are handed over. */
        DELIVERING,
        /** The loop's events are taken again. */
        CAUGHT_UP
    }

    private final Progress progress;
    private final Instant after;
    private Phase phase = Phase.MISSED;
    private Batch reached;
    private HistoryRange range;

    /**
     * @param progress how far it has come
     * @param after before when events are not wanted, or null
     */
    LaggingRoom(Progress progress, Instant after) {
        this.progress = progress;
        this.after = after;
    }

    Progress progress() {
        return progress;
    }

    Instant after() {
        return after;
    }

    /** Whether its events have to be fetched, and the loop's are not taken. */
    boolean isBehind() {
        return phase != Phase.CAUGHT_UP;
    }

    boolean hasMissed() {
        return phase == Phase.MISSED;
    }

    boolean isFetching() {
        return phase == Phase.FETCHING || phase == Phase.FETCHING_OLD;
    }

    /** Whether this is the range that is being fetched. */
    boolean isFetching(HistoryRange asked) {
        return isFetching() && asked == range;
    }

    /** What exactly is being fetched: nothing else is taken. */
    void fetches(HistoryRange asked) {
        range = asked;
    }

    boolean isDelivering() {
        return phase == Phase.DELIVERING;
    }

    /** Something happened that has to be fetched. */
    void miss() {
        phase =
                switch (phase) {
                    case MISSED, DELIVERING -> Phase.MISSED;
                    case FETCHING, FETCHING_OLD -> Phase.FETCHING_OLD;
                    case CAUGHT_UP -> throw impossible("miss an event");
                };
    }

    /**
     * What has happened so far is being fetched.
     *
     * @param last the loop's newest batch, or null if the loop's position is as far already
     */
    void beginFetch(Batch last) {
        if (phase == Phase.DELIVERING || phase == Phase.CAUGHT_UP) {
            throw impossible("begin to fetch");
        }
        phase = Phase.FETCHING;
        reached = last;
    }

    /**
     * A fetch has ended.
     *
     * @param whole whether everything was fetched that the fetch was for
     */
    void endFetch(boolean whole) {
        phase =
                switch (phase) {
                    case FETCHING -> whole ? Phase.DELIVERING : Phase.MISSED;
                    case FETCHING_OLD -> Phase.MISSED;
                    case MISSED, DELIVERING, CAUGHT_UP -> throw impossible("end a fetch");
                };
    }

    /** From now on the loop's events are taken again; gives the batch up to which it went. */
    Batch catchUp() {
        if (phase != Phase.DELIVERING) {
            throw impossible("catch up");
        }
        phase = Phase.CAUGHT_UP;
        return reached;
    }

    Batch reached() {
        return reached;
    }

    private IllegalStateException impossible(String action) {
        return new IllegalStateException("a room cannot " + action + " in the phase " + phase);
    }
}
