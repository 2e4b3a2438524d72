// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.camelmatrix.MatrixRejectedException;

/**
 * What a content has to be to fit into an event (Appendices, "Canonical JSON"; Client-Server API,
 * "Size limits").
 */
public final class EventContent {

    private static final long LARGEST_NUMBER = (1L << 53) - 1;
    private static final int DEEPEST = 100;

    private EventContent() {}

    /**
     * The content as it is.
     *
     * @throws MatrixRejectedException if it does not fit; the message names the path of a value
     *     that is none, such as {@code content.price.amount}
     */
    public static ObjectNode checked(ObjectNode content) {
        requireCanonical(content);
        int size = MessageComposer.size(content);
        if (size > MessageComposer.MAXIMUM_CONTENT) {
            throw new MatrixRejectedException(
                    "The content has "
                            + size
                            + " bytes, and an event holds at most "
                            + MessageComposer.MAXIMUM_CONTENT
                            + ": make it smaller");
        }
        return content;
    }

    /**
     * Refuses a content that is no canonical JSON, such as one with a fraction.
     *
     * @throws MatrixRejectedException if so
     */
    static void requireCanonical(ObjectNode content) {
        requireCanonical(content, "content", 0);
    }

    private static void requireCanonical(JsonNode value, String path, int depth) {
        if (depth > DEEPEST) {
            throw new MatrixRejectedException(
                    "The content is nested deeper than " + DEEPEST + " levels");
        }
        switch (value.getNodeType()) {
            case OBJECT -> {
                for (Map.Entry<String, JsonNode> field : value.properties()) {
                    requireCanonical(field.getValue(), path + '.' + field.getKey(), depth + 1);
                }
            }
            case ARRAY -> {
                for (int i = 0; i < value.size(); i++) {
                    requireCanonical(value.get(i), path + '[' + i + ']', depth + 1);
                }
            }
            case NUMBER -> requireInteger(value, path);
            case POJO, MISSING -> throw refused(path, "is no JSON: convert it before");
            default -> {}
        }
    }

    private static void requireInteger(JsonNode value, String path) {
        boolean fits =
                value.isIntegralNumber()
                        && value.canConvertToLong()
                        && Math.abs(value.longValue()) <= LARGEST_NUMBER;
        if (!fits) {
            throw refused(
                    path,
                    "is "
                            + shortened(value.asText())
                            + ", and an event holds only integers from -(2^53-1) to 2^53-1: send a"
                            + " text, or a smaller unit");
        }
    }

    private static MatrixRejectedException refused(String path, String why) {
        return new MatrixRejectedException(
                "The value of " + shortened(path.replaceAll("\\p{Cntrl}", "?")) + ' ' + why);
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + '…';
    }
}
