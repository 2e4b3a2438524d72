package org.camelmatrix.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What is in an event, read from its JSON once.
 *
 * @param content what is in it; an empty object where there is nothing
 * @param relation how it belongs to another event, or null
 * @param mentions whom it mentions
 * @param redacts the event that a redaction takes back, or null
 * @param transactionId the id of the transaction that this very device sent it with, or null
 */
public record EventDetails(
        JsonNode content,
        Relation relation,
        Mentions mentions,
        String redacts,
        String transactionId) {

    static EventDetails of(ObjectNode event) {
        JsonNode content = object(event, "content");
        return new EventDetails(
                content,
                Relation.of(content),
                Mentions.of(content),
                redacts(event, content),
                MatrixEvent.text(event.path("unsigned"), "transaction_id"));
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
}
