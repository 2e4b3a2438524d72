// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.concurrent.CompletableFuture;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.queue.RetryPolicy;
import org.camelmatrix.internal.queue.SendObserver;
import org.camelmatrix.internal.queue.SendOrigin;

/**
 * A request of an account that sends no event. It takes its turn in the queue as a message does: it
 * keeps the order of its room, waits for rate limits, and is repeated if the homeserver gives no
 * usable answer. So making it twice has to have the same effect as making it once.
 *
 * @param recipient the room, or null if the request concerns no room
 * @param upgrades what to do if another room has replaced that of the recipient; applies only if
 *     the account has to be in the room
 * @param enters whether the account has to be in the room
 * @param request makes the request
 * @param retryPolicy how often and for how long to try, and how long to wait
 * @param observer is told what happens on the way
 * @param origin the routes that wait for it
 * @param <T> the answer
 */
public record QueuedRequest<T>(
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
         * Makes the request.
         *
         * @param account the session of the account
         * @param room the room, or null if the request concerns no room
         */
        CompletableFuture<T> ask(SignedIn account, RoomId room);
    }
}
