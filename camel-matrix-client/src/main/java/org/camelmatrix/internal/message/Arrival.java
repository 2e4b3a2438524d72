// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.outgoing.SendPlan;
import org.camelmatrix.internal.outgoing.TransactionId;

/**
 * One arrival of a message at an endpoint: tried again it is the same message, and any other
 * arrival is another.
 *
 * <p>The transaction ids of its events are derived, not random, so that a retry finds the same
 * ones. Sender and room are part of them, because some homeservers compare ids without looking at
 * the path.
 */
public sealed interface Arrival {

    /**
     * The transaction id of one of the events that this arrival sends.
     *
     * @param sender who sends
     * @param room to where
     * @param plan all that it sends
     * @param digest the plan's digest
     * @param part the event's place in the plan, the first being 0
     * @return the same id for the same values, safe in a path
     */
    TransactionId transactionId(UserId sender, RoomId room, SendPlan plan, byte[] digest, int part);

    /**
     * An arrival that ends with its process. The content counts: what a route sends instead, after
     * a failure that the homeserver may have processed, is another message and must not pass for
     * the first.
     *
     * @param key what the sends of one exchange have in common, and no other exchange's
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
     * An arrival that has the same ids when it comes again after a restart. The first message of a
     * key is the same whatever is in it, so that a time of day in the text makes no second one.
     * Where a key may stand for several, the content tells them apart.
     *
     * @param key what the route calls the message
     * @param node which node of the route sends it
     * @param branch which part, copy or turn it is; empty where there is one only
     * @param sendNumber how many sends of the key from there to the same room were completed before
     * @param instead whether it was tried there with other content before, in vain as far as is
     *     known
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
