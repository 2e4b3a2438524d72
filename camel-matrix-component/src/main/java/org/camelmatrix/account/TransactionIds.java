package org.camelmatrix.account;

import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.TransactionId;
import org.camelmatrix.event.UserId;

/** Gives the transaction id of one send, once it is known who sends it to which room. */
@FunctionalInterface
public interface TransactionIds {

    /**
     * The id; the same for the same arguments.
     *
     * @param sender who sends
     * @param room to where
     */
    TransactionId forSend(UserId sender, RoomId room);
}
