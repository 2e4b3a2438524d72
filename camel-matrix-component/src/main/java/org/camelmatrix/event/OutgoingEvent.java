package org.camelmatrix.event;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An event that is ready to be sent.
 *
 * @param type the event's type, such as {@code m.room.message}
 * @param content the event's content
 */
public record OutgoingEvent(String type, ObjectNode content) {

    /** The type of a message for people (Instant Messaging, "m.room.message"). */
    public static final String ROOM_MESSAGE = "m.room.message";
}
