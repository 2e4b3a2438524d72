// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Converter;
import org.camelmatrix.event.MatrixEvent;

/** What a received event converts to. */
@Converter(generateLoader = true)
public final class EventConverters {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private EventConverters() {}

    static boolean isForWholeEvents(Class<?> type) {
        return type == MatrixEvent.class || type == JsonNode.class || type == Map.class;
    }

    /** The whole event with its room id. */
    @Converter
    public static JsonNode toJsonNode(MatrixEvent event) {
        return event.tree();
    }

    /** The same as maps and lists. */
    @Converter
    public static Map<String, Object> toMap(MatrixEvent event) {
        return JSON.convertValue(event.tree(), MAP);
    }

    /** The same as JSON text. */
    @Converter
    public static String toText(MatrixEvent event) {
        return event.tree().toString();
    }

    /** The same as JSON text in UTF-8, so that a file or a message of a broker can hold it. */
    @Converter
    public static InputStream toStream(MatrixEvent event) {
        return new ByteArrayInputStream(toText(event).getBytes(StandardCharsets.UTF_8));
    }
}
