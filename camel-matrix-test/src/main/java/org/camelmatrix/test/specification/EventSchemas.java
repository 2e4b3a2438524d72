// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test.specification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The schemas of the event types that the specification defines; other types pass. A message has a
 * schema for its {@code msgtype}, filed under {@code type$msgtype}. What an edit puts in its place
 * is looked at as the message that it becomes.
 */
final class EventSchemas {
    private static final String NEW_CONTENT = "m.new_content";

    private final JsonNode document;
    private final Schemas schemas;

    EventSchemas(JsonNode document, Schemas schemas) {
        this.document = document;
        this.schemas = schemas;
    }

    /**
     * What is wrong with an event's content.
     *
     * @param stateKey null for a message event
     */
    List<String> violations(String type, String stateKey, JsonNode content) {
        List<String> found = new ArrayList<>(ofContent(type, stateKey, content));
        if (content.has(NEW_CONTENT)) {
            ofContent(type, stateKey, content.get(NEW_CONTENT))
                    .forEach(violation -> found.add(NEW_CONTENT + " of " + violation));
        }
        return found;
    }

    private List<String> ofContent(String type, String stateKey, JsonNode content) {
        String byKind = type + "$" + content.path("msgtype").asText();
        String name = document.has(byKind) ? byKind : type;
        JsonNode schema = document.get(name);
        return schema == null
                ? List.of()
                : schemas.violations(name, schema, event(type, stateKey, content));
    }

    /** The schemas describe whole events, so the content goes into one that is right otherwise. */
    private static ObjectNode event(String type, String stateKey, JsonNode content) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("type", type).put("event_id", "$event").put("room_id", "!room");
        event.put("sender", "@sender:server").put("origin_server_ts", 1);
        if (stateKey != null) {
            event.put("state_key", stateKey);
        }
        event.set("content", content);
        return event;
    }
}
