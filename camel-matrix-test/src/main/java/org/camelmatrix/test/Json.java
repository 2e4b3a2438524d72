// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON as the Matrix specification has it: strict, UTF-8, and without fractions in events. */
final class Json {
    private static final long LARGEST_INTEGER = (1L << 53) - 1;

    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static JsonNode valueOf(Object value) {
        return MAPPER.valueToTree(value);
    }

    static byte[] bytes(JsonNode value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @throws MatrixError {@code M_NOT_JSON}, or {@code M_BAD_JSON} for anything but an object
     */
    static ObjectNode parseObject(byte[] body) {
        JsonNode parsed;
        try {
            parsed = MAPPER.readTree(body);
        } catch (IOException e) {
            throw MatrixError.of(400, "M_NOT_JSON", "Content not JSON.");
        }
        if (parsed == null || parsed.isMissingNode()) {
            throw MatrixError.of(400, "M_NOT_JSON", "Content not JSON.");
        }
        if (parsed instanceof ObjectNode object) {
            return object;
        }
        throw MatrixError.badJson("Content must be a JSON object.");
    }

    /**
     * Section "Canonical JSON": integers only, from -(2^53)+1 to (2^53)-1.
     *
     * @throws MatrixError {@code M_BAD_JSON}
     */
    static void requireCanonical(JsonNode value) {
        if (value.isFloatingPointNumber()) {
            throw MatrixError.badJson("Bad JSON value: float");
        }
        if (value.isNumber()
                && (!value.canConvertToLong() || Math.abs(value.longValue()) > LARGEST_INTEGER)) {
            throw MatrixError.badJson("JSON integer out of range");
        }
        value.forEach(Json::requireCanonical);
    }
}
