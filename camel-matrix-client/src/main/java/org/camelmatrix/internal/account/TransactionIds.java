// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.outgoing.TransactionId;

/** Derives the transaction ids of one message when its sender and its room are known. */
@FunctionalInterface
public interface TransactionIds {

    /**
     * The id of one event; the same for the same arguments.
     *
     * @param sender the account that sends
     * @param room the room
     * @param part the number of the event in the message, from 0
     */
    TransactionId forSend(UserId sender, RoomId room, int part);
}
