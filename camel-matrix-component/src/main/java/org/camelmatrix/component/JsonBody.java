// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.apache.camel.TypeConversionException;
import org.camelmatrix.MatrixRejectedException;

/** A body that is a JSON object: a Map, a JSON node, or anything that converts to JSON text. */
final class JsonBody {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private JsonBody() {}

    /** Whether the body is JSON, and no text that has to be read first. */
    static boolean isJson(Object body) {
        return body instanceof Map || body instanceof JsonNode;
    }

    /**
     * The object, which is the caller's own.
     *
     * @param what what it is, as in "the content of the event"
     * @throws MatrixRejectedException if the body is none
     */
    static ObjectNode of(OperationCall call, String what) {
        if (tree(call, what) instanceof ObjectNode object) {
            return object;
        }
        throw new MatrixRejectedException(
                "The body has to be " + what + ": a Map, a JSON object, or its text");
    }

    private static JsonNode tree(OperationCall call, String what) {
        Object body = call.message().getBody();
        if (body instanceof JsonNode node) {
            return node.deepCopy();
        }
        try {
            if (body instanceof Map<?, ?> map) {
                return JSON.valueToTree(map);
            }
            String text = call.message().getBody(String.class);
            return text == null ? null : JSON.readTree(text);
        } catch (JacksonException e) {
            throw new MatrixRejectedException(
                    "The body is no JSON, and has to be " + what + ": " + e.getOriginalMessage(),
                    e);
        } catch (IllegalArgumentException e) {
            throw new MatrixRejectedException(
                    "The Map in the body cannot be written as JSON: " + e.getMessage(), e);
        } catch (TypeConversionException e) {
            throw new MatrixRejectedException(
                    "The body cannot be read as text, and has to be " + what, e);
        }
    }
}
