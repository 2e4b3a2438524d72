// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.outgoing.SendPlan;
import org.camelmatrix.internal.outgoing.TransactionId;

/**
 * The identity of a message. Retries have the same identity, so they get the same transaction ids.
 *
 * <p>The transaction ids are derived from it and not random. Sender and room are included, because
 * some homeservers compare ids without the path.
 */
public sealed interface Arrival {

    /**
     * The transaction id of one of the events of the message.
     *
     * @param sender the account
     * @param room the room that it is sent to
     * @param plan all events and files of the message
     * @param digest the plan's digest
     * @param part the event's index in the plan, from 0 on
     * @return the same id for the same values, safe in a path
     */
    TransactionId transactionId(UserId sender, RoomId room, SendPlan plan, byte[] digest, int part);

    /**
     * An identity for this process only. The content is a part of it: if a route sends another text
     * after a failure, that is another message. The homeserver may have the first one.
     *
     * @param key the same for all sends of one exchange, and different for any other exchange
     * @param sendNumber how many sends to the same room the exchange has completed before
     */
    record Passing(String key, int sendNumber) implements Arrival {

        @Override
        public TransactionId transactionId(
                UserId sender, RoomId room, SendPlan plan, byte[] digest, int part) {
            return new ArrivalHash("passing")
                    .add(sender.value())
                    .add(room.value())
                    .add(plan.type())
                    .add(digest)
                    .add(key)
                    .add(sendNumber)
                    .add(part)
                    .id();
        }
    }

    /**
     * An identity that a restart does not change: it follows from a key of the route. The content
     * of the first message of a key is not a part of it, so a time of day in the text makes no
     * second message. Further messages of the key, and the parts, copies and turns of a message,
     * are told apart by their content.
     *
     * @param key the route's key of the message
     * @param node which node of the route sends it
     * @param branch which part of a split, copy of a multicast or turn of a loop it is; empty if
     *     there is only one
     * @param sendNumber how many sends of the key from there to the same room were completed before
     * @param instead whether a message with other content was tried before with this key and did
     *     not succeed as far as is known
     */
    record Lasting(String key, String node, String branch, int sendNumber, boolean instead)
            implements Arrival {

        private static final byte[] NOTHING = {};

        @Override
        public TransactionId transactionId(
                UserId sender, RoomId room, SendPlan plan, byte[] digest, int part) {
            boolean alone = branch.isEmpty() && sendNumber == 0 && !instead;
            return new ArrivalHash("lasting")
                    .add(sender.value())
                    .add(room.value())
                    .add(plan.type())
                    .add(key)
                    .add(node)
                    .add(branch)
                    .add(alone ? NOTHING : digest)
                    .add(sendNumber)
                    .add(part)
                    .id();
        }
    }
}
