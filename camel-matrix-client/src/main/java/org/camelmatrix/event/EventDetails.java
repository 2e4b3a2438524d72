// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The details of an event, parsed from its JSON. Filters and exchanges use the same details.
 *
 * @param content the event's content; an empty object if it is missing
 * @param relation how it belongs to another event, or null
 * @param mentions the users that it mentions; of an edit those of its new content
 * @param redacts the event that a redaction takes back, or null
 * @param transactionId the id of the transaction that this very device sent it with, or null
 * @param redacted whether somebody has redacted it, so that its content is gone
 * @param texts its texts, without the quote of a reply; of an edit those of its new content
 * @param file the file that it is, or null; of an edit that of its new content
 * @param readable whether there is anything to read; an edit without new content has nothing
 */
public record EventDetails(
        JsonNode content,
        Relation relation,
        Mentions mentions,
        String redacts,
        String transactionId,
        boolean redacted,
        PlainContent texts,
        AttachedFile file,
        boolean readable) {

    private static final String NEW_CONTENT = "m.new_content";

    static EventDetails of(ObjectNode event) {
        JsonNode content = object(event, "content");
        JsonNode unsigned = event.path("unsigned");
        String type = MatrixEvent.text(event, "type");
        boolean isState = event.path("state_key").isTextual();
        Relation relation = relation(content, isState);
        boolean edit = relation instanceof Relation.Replacement;
        boolean replaces = edit && content.path(NEW_CONTENT).isObject();
        JsonNode revision = replaces ? content.get(NEW_CONTENT) : content;
        AttachedFile file = isState ? null : AttachedFile.of(type, revision);
        return new EventDetails(
                content,
                relation,
                Mentions.of(revision),
                redacts(event, content),
                MatrixEvent.text(unsigned, "transaction_id"),
                unsigned.path("redacted_because").isObject(),
                ReplyQuote.without(PlainContent.of(revision), relation),
                file,
                !edit || replaces || EventType.ENCRYPTED.equals(type));
    }

    /** State is never an edit ("Validity of replacement events"). */
    private static Relation relation(JsonNode content, boolean isState) {
        Relation relation = Relation.of(content);
        return isState && relation instanceof Relation.Replacement edit
                ? new Relation.Other(edit.target(), "m.replace")
                : relation;
    }

    static JsonNode object(ObjectNode event, String field) {
        JsonNode value = event.path(field);
        return value.isObject() ? value : event.objectNode();
    }

    /** In room version 11 it moved into content. */
    private static String redacts(ObjectNode event, JsonNode content) {
        String inContent = MatrixEvent.text(content, "redacts");
        return inContent == null ? MatrixEvent.text(event, "redacts") : inContent;
    }

    /** Whether it gives another event a new content. */
    public boolean isEdit() {
        return relation instanceof Relation.Replacement;
    }

    /** What a person wrote: the text of a message, or the caption of a file; null for nothing. */
    public String written() {
        return file == null ? texts.body() : file.caption();
    }
}
