// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test.specification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The parameters of a query string, which may repeat, and their values as JSON. */
final class QueryParameters {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    QueryParameters(String rawQuery) {
        for (String pair : rawQuery.split("&")) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                values.computeIfAbsent(decode(parts[0]), unused -> new ArrayList<>())
                        .add(parts.length == 2 ? decode(parts[1]) : "");
            }
        }
    }

    Set<String> names() {
        return values.keySet();
    }

    List<String> get(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The values as one JSON value of the schema's type: all of them for an array. */
    static JsonNode asJson(List<String> values, JsonNode schema) {
        if ("array".equals(schema.path("type").asText())) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            values.forEach(value -> array.add(single(value, schema.path("items"))));
            return array;
        }
        return single(values.get(0), schema);
    }

    private static JsonNode single(String value, JsonNode schema) {
        String type = schema.path("type").asText();
        if (Set.of("integer", "number", "boolean", "object").contains(type)) {
            try {
                return JSON.readTree(value);
            } catch (JsonProcessingException e) {
                return JsonNodeFactory.instance.textNode(value);
            }
        }
        return JsonNodeFactory.instance.textNode(value);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
