// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.event;

/**
 * The event that an edit is about, as far as that has to be known.
 *
 * @param id its id
 * @param sender who sent it
 * @param type its type
 * @param relation how it belongs to another event, or null; an edit does not change that
 * @param replaceable whether it can be edited: it is no state, no edit, and not redacted
 */
public record Original(
        EventId id, UserId sender, String type, Relation relation, boolean replaceable) {

    /** What has to be known of an event. */
    public static Original of(MatrixEvent event) {
        EventDetails details = event.details();
        return new Original(
                event.id(),
                event.sender(),
                event.type(),
                details.relation(),
                event.stateKey() == null && !details.isEdit() && !details.redacted());
    }

    /** Whether an edit of it counts (Client-Server API, "Validity of replacement events"). */
    public boolean isReplacedBy(MatrixEvent edit) {
        return replaceable && sender.equals(edit.sender()) && type.equals(edit.type());
    }
}
