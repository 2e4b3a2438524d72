// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.outgoing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.camelmatrix.event.Relation;

/**
 * An event that is ready to be sent.
 *
 * <p>One thread at a time until it is {@link #json written}; any thread may call from then on.
 */
public final class OutgoingEvent {

    private final String type;
    private final ObjectNode content;
    private Relation relation;
    private byte[] json;

    /**
     * @param type the event's type, such as {@code m.room.message}
     * @param content the event's content
     */
    public OutgoingEvent(String type, ObjectNode content) {
        this.type = Objects.requireNonNull(type);
        this.content = Objects.requireNonNull(content);
    }

    /** The event's type. */
    public String type() {
        return type;
    }

    /** The event's content; not to be changed once it is {@link #json written}. */
    public ObjectNode content() {
        return content;
    }

    /**
     * Sets the relation. It is completed when the event is sent: an edit as target is replaced by
     * its original, and a thread gets its latest event. A relation that is already in the content
     * is sent unchanged.
     */
    public void relate(Relation relation) {
        relation.addTo(content);
        this.relation = relation;
    }

    /** The relation that was {@link #relate set}, or null. */
    public Relation relation() {
        return relation;
    }

    /**
     * The same event with another content.
     *
     * @param other the other content; its relation is the same
     */
    public OutgoingEvent with(ObjectNode other) {
        OutgoingEvent event = new OutgoingEvent(type, other);
        event.relation = relation;
        return event;
    }

    /** The same event with another relation; the other fields of the content are shared. */
    public OutgoingEvent relating(Relation other) {
        OutgoingEvent event = new OutgoingEvent(type, content.objectNode().setAll(content));
        event.relate(other);
        return event;
    }

    /** The content as JSON in UTF-8, written when this is called first; not to be changed. */
    public byte[] json() {
        if (json == null) {
            json = write(content);
        }
        return json;
    }

    /** How many bytes a content has as JSON in UTF-8. */
    public static int size(ObjectNode content) {
        return write(content).length;
    }

    /** Jackson's writer of bytes would write an emoji as two escapes, in twelve bytes for four. */
    private static byte[] write(ObjectNode content) {
        return content.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OutgoingEvent event
                && event.type.equals(type)
                && event.content.equals(content);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, content);
    }

    @Override
    public String toString() {
        return type + ' ' + content;
    }
}
