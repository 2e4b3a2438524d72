// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

/**
 * By what a homeserver recognises a repeated transaction: section "Transaction identifiers".
 * Homeservers differ, and a client that repeats a transaction id elsewhere meets the difference.
 */
public enum TransactionScope {
    /**
     * By the device and the room, as Synapse does: the same transaction id in another room makes
     * another event.
     */
    DEVICE_AND_ROOM,
    /**
     * By the user and the device alone, without the path, as the Conduit family of homeservers
     * does: the same transaction id in another room is answered with the first room's event id, and
     * makes no event.
     */
    DEVICE
}
