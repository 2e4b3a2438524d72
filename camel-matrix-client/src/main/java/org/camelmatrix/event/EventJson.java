// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * An event as a homeserver wrote it. It is kept as text, which is several times smaller than a
 * tree, and parsed again for each reader.
 *
 * <p>Immutable; any thread may call. The trees that it gives are the caller's own.
 */
public final class EventJson {

    /** How deep the JSON of an event may be. */
    public static final int MAXIMUM_DEPTH = 200;

    /** How many digits a number in it may have. */
    public static final int MAXIMUM_NUMBER = 1000;

    /** Longer than any name in an event that is read. */
    private static final int MAXIMUM_NAME = 1024 * 1024;

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAXIMUM_DEPTH)
                                                    .maxNumberLength(MAXIMUM_NUMBER)
                                                    .maxNameLength(MAXIMUM_NAME)
                                                    .build())
                                    .build())
                    .build();

    private final byte[] text;
    private final PlainContent plain;

    /**
     * @param text UTF-8, which nobody changes any more
     */
    public EventJson(byte[] text) {
        this(text, null);
    }

    /**
     * @param text UTF-8, which nobody changes any more
     * @param plain its content, if it was seen to be no more than that; else null
     */
    public EventJson(byte[] text, PlainContent plain) {
        this.text = text;
        this.plain = plain;
    }

    PlainContent plain() {
        return plain;
    }

    /** The event as an object. */
    public ObjectNode tree() {
        try {
            return read();
        } catch (IOException e) {
            throw new IllegalStateException("it was read before", e);
        }
    }

    /**
     * The same for JSON that nobody has looked at yet.
     *
     * @throws IOException if it is no object, or is too deep
     */
    ObjectNode read() throws IOException {
        JsonNode json = JSON.readTree(text);
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw new IOException("it is no JSON object");
    }

    /** Bytes of text. */
    public int size() {
        return text.length;
    }

    @Override
    public String toString() {
        return new String(text, StandardCharsets.UTF_8);
    }
}
