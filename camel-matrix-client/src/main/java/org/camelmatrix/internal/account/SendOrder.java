// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.outgoing.SendPlan;
import org.camelmatrix.internal.outgoing.TransactionId;
import org.camelmatrix.internal.queue.RetryPolicy;
import org.camelmatrix.internal.queue.SendObserver;
import org.camelmatrix.internal.queue.SendOrigin;

/**
 * What an account is asked to send.
 *
 * @param recipient to where
 * @param upgrades what is done where another room has replaced that of the recipient
 * @param plan what
 * @param ids gives the transaction ids
 * @param sent where it is looked up first whether it was sent before, or null for nowhere
 * @param retryPolicy how often and for how long it may be tried, and how long it may wait
 * @param observer is told what happens on the way
 * @param origin the routes that wait for it
 */
public record SendOrder(
        Recipient recipient,
        UpgradePolicy upgrades,
        SendPlan plan,
        TransactionIds ids,
        SentMessages sent,
        RetryPolicy retryPolicy,
        SendObserver observer,
        SendOrigin origin) {

    /**
     * Sends the message, unless the store of sent messages has it already, and keeps it there.
     *
     * @param sender the account
     * @param room the message's room
     * @param send sends it
     */
    CompletableFuture<SentMessage> once(
            UserId sender, RoomId room, Supplier<CompletableFuture<SentMessage>> send) {
        if (sent == null) {
            return send.get();
        }
        TransactionId first = ids.forSend(sender, room, 0);
        Optional<SentMessage> before = sent.find(room, first);
        if (before.isPresent()) {
            return CompletableFuture.completedFuture(before.get());
        }
        return send.get()
                .thenApply(
                        message -> {
                            sent.keep(first, message);
                            return message;
                        });
    }
}
