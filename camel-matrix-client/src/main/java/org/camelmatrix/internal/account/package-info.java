// SPDX-License-Identifier: Apache-2.0
/**
 * One account on a homeserver, shared by all that use it: its sign-in, the rooms that it knows, and
 * the way of a message to the homeserver. A message goes down from {@code MessageSend} by {@code
 * RoomSender} and {@code EventSender} to the {@code http} package, and comes up again nowhere.
 *
 * <p>How a request travels belongs to {@code http}, the content of a message to {@code message},
 * its encryption to {@code encryption}, and what is received to {@code sync}.
 */
package org.camelmatrix.internal.account;
