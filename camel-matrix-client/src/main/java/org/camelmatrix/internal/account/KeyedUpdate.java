// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.function.Function;
import org.camelmatrix.event.EventId;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.store.StateStore;

/**
 * An update key, and what becomes of the message that it names.
 *
 * @param key the update key; a room has one message for it at a time
 * @param mode what becomes of that message
 * @param ends whether the next message with the key is a new one again
 * @param lasting whether the same message may be sent again after a restart, and is recognized then
 * @param event the event to send if the key has no message
 * @param next the event to send for the message that the key has; may throw a MatrixException
 * @param store keeps which message a key has
 */
public record KeyedUpdate(
        String key,
        UpdateMode mode,
        boolean ends,
        boolean lasting,
        OutgoingEvent event,
        Function<EventId, OutgoingEvent> next,
        StateStore store) {}
