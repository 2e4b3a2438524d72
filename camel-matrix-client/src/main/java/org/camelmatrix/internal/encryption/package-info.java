// SPDX-License-Identifier: Apache-2.0
/**
 * End-to-end encryption behind one interface, {@link
 * org.camelmatrix.internal.encryption.RoomEncryption}: it seals events and files for a room, and
 * reads received events. Today nothing encrypts, or a proxy does.
 *
 * <p>Nothing here sends to a room, and nothing here knows which rooms are encrypted: both belong to
 * {@code account}.
 */
package org.camelmatrix.internal.encryption;
