// SPDX-License-Identifier: Apache-2.0
/**
 * End-to-end encryption behind one interface, {@link
 * org.camelmatrix.internal.encryption.RoomEncryption}: what an event becomes on its way to a room.
 *
 * <p>Which rooms are encrypted is known by {@code account}, which asks and remembers.
 */
package org.camelmatrix.internal.encryption;
