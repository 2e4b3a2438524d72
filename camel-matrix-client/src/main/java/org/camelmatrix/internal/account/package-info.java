// SPDX-License-Identifier: Apache-2.0
/**
 * One account on a homeserver, shared by all that use it: its sign-in, the rooms that it knows, and
 * the way of a message to the homeserver. {@code MessageSend} gives a message to {@code
 * RoomSender}, which gives its events to {@code EventSender}, which calls the {@code http} package.
 * Only this path sends messages.
 *
 * <p>How a request travels belongs to {@code http}, the content of a message to {@code message},
 * its encryption to {@code encryption}, and what is received to {@code sync}.
 */
package org.camelmatrix.internal.account;
