// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.concurrent.CompletableFuture;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.queue.RetryPolicy;
import org.camelmatrix.internal.queue.SendObserver;
import org.camelmatrix.internal.queue.SendOrigin;

/**
 * What an account is asked to do that is no message. It waits for its turn in its room, for the
 * account's pause and for a homeserver that does not answer, as messages do, and is asked for again
 * in the same cases: done twice it has to be the same as done once.
 *
 * @param recipient in which room, or null where no room is concerned
 * @param upgrades what is done where another room has replaced that of the recipient, if the
 *     account has to be in the room
 * @param enters whether the account has to be in the room
 * @param request asks the homeserver
 * @param retryPolicy how often and for how long it may be tried, and how long it may wait
 * @param observer is told what happens on the way
 * @param origin the routes that wait for it
 * @param <T> what the homeserver answers
 */
public record Errand<T>(
        Recipient recipient,
        UpgradePolicy upgrades,
        boolean enters,
        Request<T> request,
        RetryPolicy retryPolicy,
        SendObserver observer,
        SendOrigin origin) {

    /**
     * A request to the homeserver, or several.
     *
     * @param <T> what the homeserver answers
     */
    @FunctionalInterface
    public interface Request<T> {

        /**
         * Asks the homeserver.
         *
         * @param account who asks
         * @param room in which room, or null where no room is concerned
         */
        CompletableFuture<T> ask(SignedIn account, RoomId room);
    }
}
