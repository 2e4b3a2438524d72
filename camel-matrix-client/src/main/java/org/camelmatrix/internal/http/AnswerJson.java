// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;

/** Reads what a server sends as JSON, in bounds that the size alone does not set. */
final class AnswerJson {

    private static final int MAXIMUM_DEPTH = 100;

    /** Empty objects in an array make a tree some thirty times as large as their text. */
    private static final int MAXIMUM_TOKENS = 250_000;

    /** The names of fields are the server's: the JVM does not keep them. */
    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAXIMUM_DEPTH)
                                                    .maxTokenCount(MAXIMUM_TOKENS)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private AnswerJson() {}

    /** The JSON; a missing node where it is none, or out of bounds. */
    static JsonNode parse(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
