// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;

/**
 * The body of a request.
 *
 * @param contentType null when the request names none
 * @param lengthIsGiven whether the client said beforehand how long it is
 * @param json the body, or the refusal of a body that is no JSON object
 */
record Body(byte[] bytes, String contentType, boolean lengthIsGiven, Supplier<ObjectNode> json) {

    /** Parses the body now, outside any lock, and reports what is wrong with it when asked. */
    static Body json(byte[] bytes) {
        try {
            ObjectNode parsed = Json.parseObject(bytes);
            return new Body(bytes, null, true, () -> parsed);
        } catch (MatrixError e) {
            return new Body(bytes, null, true, () -> refuse(e));
        }
    }

    /** A body that is not looked into. */
    static Body of(byte[] bytes, String contentType, boolean lengthIsGiven) {
        MatrixError notJson = MatrixError.of(400, "M_NOT_JSON", "Content not JSON.");
        return new Body(bytes, contentType, lengthIsGiven, () -> refuse(notJson));
    }

    private static ObjectNode refuse(MatrixError error) {
        throw error;
    }

    boolean isEmpty() {
        return bytes.length == 0;
    }
}
