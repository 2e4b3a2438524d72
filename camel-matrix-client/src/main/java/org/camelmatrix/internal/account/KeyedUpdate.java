// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.function.Function;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.OutgoingEvent;
import org.camelmatrix.store.StateStore;

/**
 * What makes a message the next state of another.
 *
 * @param key what both have in common, within a room
 * @param mode what becomes of the one before
 * @param ends whether the next message with the key is a first one again
 * @param lasting whether this message is known again when it comes once more after a restart
 * @param event what to send where there is no message before
 * @param next what to send to the message before; fails where that cannot be
 * @param store where it is kept which message a key has
 */
public record KeyedUpdate(
        String key,
        UpdateMode mode,
        boolean ends,
        boolean lasting,
        OutgoingEvent event,
        Function<EventId, OutgoingEvent> next,
        StateStore store) {}
