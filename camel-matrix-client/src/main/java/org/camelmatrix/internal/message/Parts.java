// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.EventType;
import org.camelmatrix.internal.outgoing.OutgoingEvent;

/** The events of a message that is being split. For one thread. */
final class Parts {

    /** A message of more events than this is no message any more. */
    static final int MAXIMUM = 100;

    /** What {@link #size} says of a text that is beyond any measure. */
    static final int FAR_TOO_LARGE = Integer.MAX_VALUE;

    private final Function<String, ObjectNode> composer;
    private final List<OutgoingEvent> events = new ArrayList<>();

    /**
     * @param composer makes the content of a part's text, or null if it is far too large
     */
    Parts(Function<String, ObjectNode> composer) {
        this.composer = composer;
    }

    /**
     * Refuses so many characters more, for which the parts that are left do not suffice however
     * they are cut.
     */
    void requireRoom(int characters) {
        if (characters > (MAXIMUM - events.size()) * MessageComposer.MAXIMUM_CONTENT) {
            throw tooMany();
        }
    }

    /** How many bytes the content of a text has. */
    int size(String text) {
        return size(composer.apply(text));
    }

    /**
     * Takes a text as the next part if an event holds it.
     *
     * @return how many bytes its content has; it is taken if that is not more than {@link
     *     MessageComposer#MAXIMUM_CONTENT}
     * @throws MatrixRejectedException if there are too many parts
     */
    int offer(String text) {
        if (events.size() == MAXIMUM) {
            throw tooMany();
        }
        ObjectNode content = composer.apply(text);
        int size = size(content);
        if (size <= MessageComposer.MAXIMUM_CONTENT) {
            events.add(new OutgoingEvent(EventType.MESSAGE, content));
        }
        return size;
    }

    List<OutgoingEvent> events() {
        return events;
    }

    static MatrixRejectedException tooMany() {
        return new MatrixRejectedException(
                "The message is too large to be split, into "
                        + MAXIMUM
                        + " events at most: set the option oversize=file, which sends it as a"
                        + " file, or shorten the body");
    }

    private static int size(ObjectNode content) {
        return content == null ? FAR_TOO_LARGE : MessageComposer.size(content);
    }
}
