// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.Relation;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.SendPlan;

/** Makes another text for a message of a message (Client-Server API, "Event replacements"). */
public final class Edit {

    private static final String NEW_CONTENT = "m.new_content";
    private static final String BODY = "body";
    private static final String FORMATTED_BODY = "formatted_body";

    private Edit() {}

    /**
     * An edit. It mentions all whom the new text mentions; those whom the message mentions already
     * are left out when it is sent.
     *
     * @param target the message that it is for, not an edit of it
     * @param plan what the message is to be from now on
     * @return what to send; clients that know no edits show it behind a star
     * @throws MatrixRejectedException if it is not one event, or too large for one
     */
    public static SendPlan of(EventId target, SendPlan plan) {
        List<OutgoingEvent> events =
                plan instanceof SendPlan.Events text ? text.parts() : List.of();
        if (events.size() != 1) {
            throw new MatrixRejectedException(
                    "An edit has to fit into one event, and this text does not: shorten it");
        }
        ObjectNode next = events.get(0).content().deepCopy();
        next.remove(Relation.RELATES_TO);
        ObjectNode content = next.deepCopy();
        content.put(BODY, "* " + next.path(BODY).asText());
        if (next.has(FORMATTED_BODY)) {
            content.put(FORMATTED_BODY, "* " + next.path(FORMATTED_BODY).asText());
        }
        content.set(NEW_CONTENT, next);
        OutgoingEvent edit = new OutgoingEvent(events.get(0).type(), content);
        edit.relate(new Relation.Replacement(target));
        if (MessageComposer.size(content) > MessageComposer.MAXIMUM_CONTENT) {
            throw new MatrixRejectedException(
                    "An edit holds its text twice, and this one is too large for an event: shorten"
                            + " it");
        }
        return SendPlan.Events.of(edit);
    }
}
