// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.util.List;

/**
 * A message that a caller wants in one room, or in several rooms one after the other. Its
 * idempotent key is its caller and its number, so each of its events has the same transaction id
 * whenever it is sent.
 *
 * @param caller the number of its caller
 * @param number its number among the caller's messages
 * @param parts how many events it has in each room
 * @param rooms the rooms, in the order of the route's steps
 */
record SimulatedMessage(int caller, int number, int parts, List<String> rooms) {

    ModelHomeserver.Event event(int step, int part) {
        String transaction = caller + "-" + number + "-" + step + "-" + part;
        return new ModelHomeserver.Event(transaction, this, step, part);
    }
}
