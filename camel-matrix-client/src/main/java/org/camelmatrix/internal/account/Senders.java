// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import org.camelmatrix.internal.encryption.RoomEncryption;

/**
 * The parts of an account that its messages are sent with.
 *
 * @param rooms finds and enters rooms
 * @param encryptedRooms tells whether a room is encrypted
 * @param downgrades keeps what is for an encrypted room out of an unencrypted replacement
 * @param uploads seals and uploads files
 * @param events sends events and redactions
 * @param related knows the events that others relate to
 * @param encryption reads events
 */
record Senders(
        RoomDirectory rooms,
        EncryptedRooms encryptedRooms,
        DowngradeCheck downgrades,
        Uploads uploads,
        RoomSender events,
        RelatedEvents related,
        RoomEncryption encryption) {}
