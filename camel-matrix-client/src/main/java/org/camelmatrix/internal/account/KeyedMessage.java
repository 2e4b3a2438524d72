// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import org.camelmatrix.event.EventId;

/**
 * A message that was sent with an update key.
 *
 * @param message the message that was sent
 * @param updated the message that shows the state of the key: the one that was edited or that has
 *     the thread, or else the one that was sent
 */
public record KeyedMessage(SentMessage message, EventId updated) {}
