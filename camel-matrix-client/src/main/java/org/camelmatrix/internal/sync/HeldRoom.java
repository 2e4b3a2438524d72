// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.time.Instant;

/**
 * A room that goes its own way for a while, because one of its events fails, because some have been
 * missed, or because there was no place for them: what happens there is not taken from the loop,
 * but fetched when its turn comes, so that others go on meanwhile.
 *
 * <p>When it has caught up it is given back to the loop. Its place is kept until the loop's own
 * position has come as far. Guarded by the lock of its flow.
 */
final class HeldRoom {

    private final Track track;
    private final Instant after;
    private boolean missed = true;
    private boolean fetching;
    private boolean caughtUp;
    private Segment reached;

    /**
     * @param track how far it has come
     * @param after before when events are not wanted, or null
     */
    HeldRoom(Track track, Instant after) {
        this.track = track;
        this.after = after;
    }

    Track track() {
        return track;
    }

    Instant after() {
        return after;
    }

    /** Whether its events have to be fetched, and the loop's are not taken. */
    boolean isBehind() {
        return !caughtUp;
    }

    /** Something happened that has to be fetched. */
    void miss() {
        missed = true;
    }

    boolean hasMissed() {
        return missed;
    }

    boolean isFetching() {
        return fetching;
    }

    /**
     * What has happened so far is being fetched.
     *
     * @param last the loop's newest segment, or null if the loop's position is as far already
     */
    void fetch(Segment last) {
        missed = false;
        fetching = true;
        reached = last;
    }

    void fetched() {
        fetching = false;
    }

    /** From now on the loop's events are taken again; gives the segment up to which it went. */
    Segment catchUp() {
        caughtUp = true;
        return reached;
    }

    Segment reached() {
        return reached;
    }
}
