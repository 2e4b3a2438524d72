// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.util.concurrent.CompletableFuture;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.http.SyncAnswer;

/** Looks after the rooms of the account: invitations, removals, rooms that are replaced. */
public interface RoomObserver {

    /**
     * Takes each answer before its events are handed on and before the next one is asked for. The
     * loop's thread calls. It may write to a store, and does not wait for the homeserver. If it
     * throws, the same answer is asked for again.
     *
     * @param answer what happened
     * @param since after which token
     */
    void changed(SyncAnswer answer, String since);

    /**
     * The room that has replaced another, if the account follows it and is in it.
     *
     * @return the room, or null for none; failed with a {@link org.camelmatrix.MatrixException} if
     *     that cannot be known now
     */
    CompletableFuture<RoomId> replacement(RoomId room);
}
