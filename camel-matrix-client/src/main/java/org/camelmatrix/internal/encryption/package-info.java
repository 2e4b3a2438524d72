// SPDX-License-Identifier: Apache-2.0
/**
 * End-to-end encryption behind one interface, {@link
 * org.camelmatrix.internal.encryption.RoomEncryption}. It decides whether and how an event may
 * leave for a room. To seal an event means to prepare it for its room: to encrypt it, to pass it
 * through, or to refuse it.
 *
 * <p>Nothing is encrypted here yet: {@code NoEncryption} refuses events for encrypted rooms, and
 * {@code ProxyEncryption} passes them to a proxy that encrypts. Received events of {@code /sync} do
 * not pass {@code read} yet; only a keyed update reads an event with it.
 *
 * <p>Nothing here sends to a room, and nothing here knows which rooms are encrypted: both belong to
 * {@code account}.
 */
package org.camelmatrix.internal.encryption;
