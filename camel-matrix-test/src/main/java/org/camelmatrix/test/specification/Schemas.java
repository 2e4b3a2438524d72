// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test.specification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Compiled JSON schemas, each compiled once. Thread-safe. */
final class Schemas {
    private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private final Map<String, JsonSchema> compiled = new ConcurrentHashMap<>();

    /**
     * What is wrong with a value.
     *
     * @param name the schema's name: one name, one schema
     */
    List<String> violations(String name, JsonNode schema, JsonNode value) {
        return compiled
                .computeIfAbsent(name, unused -> factory.getSchema(tolerant(schema)))
                .validate(value)
                .stream()
                .map(ValidationMessage::getMessage)
                .map(message -> name + " " + message)
                .toList();
    }

    /**
     * The same schema with {@code anyOf} for {@code oneOf}. The specification's alternatives
     * overlap: the state endpoint answers "an object" or "a state event", and a state event is an
     * object too.
     */
    private static JsonNode tolerant(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties()
                    .forEach(
                            field ->
                                    copy.set(
                                            field.getKey().equals("oneOf")
                                                    ? "anyOf"
                                                    : field.getKey(),
                                            tolerant(field.getValue())));
            return copy;
        }
        if (schema instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> copy.add(tolerant(element)));
            return copy;
        }
        return schema;
    }
}
