// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.TransactionId;
import org.camelmatrix.event.UserId;

/** Gives the transaction ids of one message, once it is known who sends it to which room. */
@FunctionalInterface
public interface TransactionIds {

    /**
     * The id of one event; the same for the same arguments.
     *
     * @param sender who sends
     * @param room to where
     * @param part the event's place in the message, the first being 0
     */
    TransactionId forSend(UserId sender, RoomId room, int part);
}
