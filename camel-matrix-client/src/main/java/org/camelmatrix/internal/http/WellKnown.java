// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a server says at {@code /.well-known/matrix/client} (Client-Server API, "Well-known URI").
 */
public sealed interface WellKnown {

    /**
     * A document.
     *
     * @param document a JSON object
     */
    record Found(JsonNode document) implements WellKnown {}

    /** Nothing: 404. */
    record Missing() implements WellKnown {}

    /**
     * Something that is no such document.
     *
     * @param reason what is wrong with it, to complete the sentence "it …"
     */
    record Unusable(String reason) implements WellKnown {}
}
