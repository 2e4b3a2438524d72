// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.encryption;

import com.fasterxml.jackson.databind.JsonNode;
import org.camelmatrix.event.EventType;

/** What became of an attempt to read a received event. */
public sealed interface ReadEvent {

    /**
     * The event in clear.
     *
     * @param event the event ("Room event format"), with the type and content that its sender wrote
     */
    record Clear(JsonNode event) implements ReadEvent {}

    /**
     * The key of the event is not here, and may still come.
     *
     * @param reason what is missing, to follow a colon
     */
    record Waiting(String reason) implements ReadEvent {}

    /**
     * The event will not be readable.
     *
     * @param reason why not, to follow a colon
     */
    record Never(String reason) implements ReadEvent {}

    /** Reads an event where no keys are kept: an encrypted event stays unreadable. */
    static ReadEvent withoutKeys(JsonNode event) {
        return EventType.ENCRYPTED.equals(event.path("type").asText())
                ? new Never("the event is encrypted, and the account keeps no keys")
                : new Clear(event);
    }
}
