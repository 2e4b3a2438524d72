// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import org.camelmatrix.event.EventId;

/**
 * A message with a key, and the one that shows the state of that key.
 *
 * @param message what was sent
 * @param updated the message that was edited, or has the thread; what was sent where it is a first
 *     one or took the place of another
 */
public record KeyedMessage(SentMessage message, EventId updated) {}
