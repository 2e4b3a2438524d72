// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.RoomId;

/**
 * Reads an answer with events from its stream, one event at a time. An event that is too large, too
 * deep or none at all is left out, and does no harm to its neighbours; only an answer that is no
 * JSON as a whole fails. The stream is not closed with it: to close one that was not read to its
 * end would read the rest of it, which may have no end.
 *
 * <p>One thread at a time reads.
 */
final class EventReader implements Closeable {

    /** Bytes of one event; the specification allows 65,536 without what the homeserver adds. */
    private static final int LONGEST_EVENT = 1024 * 1024;

    /** Deeper than any event that a homeserver takes, and shallow enough to be skipped. */
    private static final int DEEPEST = 100_000;

    private static final JsonFactory JSON =
            new JsonFactoryBuilder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .maxNameLength(LONGEST_EVENT)
                                    .maxNumberLength(LONGEST_EVENT)
                                    .maxStringLength(LONGEST_EVENT)
                                    .build())
                    .build();

    private final TailStream stream;
    private final JsonParser parser;
    private final EventOutline outline;
    private final LongNames names = new LongNames();

    EventReader(InputStream stream) throws IOException {
        this.stream = new TailStream(stream, LONGEST_EVENT);
        this.parser = JSON.createParser(this.stream);
        this.outline = new EventOutline(parser, this.stream, names);
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("the answer is no JSON object");
        }
    }

    /** Reads an answer that is an event; empty if it is JSON, but no event. */
    static Optional<MatrixEvent> single(RoomId room, InputStream answer) throws IOException {
        List<MatrixEvent> events = new ArrayList<>();
        InputStream list =
                new SequenceInputStream(
                        Collections.enumeration(
                                List.of(text("{\"e\":["), unclosed(answer), text("]}"))));
        try (EventReader reader = new EventReader(list)) {
            reader.object(
                    name -> {
                        if (reader.events(room, (event, bytes) -> events.add(event)) == 0) {
                            throw new IOException("the answer is empty");
                        }
                    });
        }
        return events.size() == 1 ? Optional.of(events.get(0)) : Optional.empty();
    }

    /** The caller reads the stream's end and closes it; a sequence closes each of its parts. */
    private static InputStream unclosed(InputStream stream) {
        return new FilterInputStream(stream) {
            @Override
            public void close() {
                // left open
            }
        };
    }

    private static InputStream text(String json) {
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }

    /** What does something with a field's value, which it has to read or skip. */
    @FunctionalInterface
    interface Field {
        void read(String name) throws IOException;
    }

    /** Reads the object that comes; anything else is skipped. */
    void object(Field field) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            skip();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            names.add(name);
            parser.nextToken();
            field.read(name);
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("the answer ends in the middle");
        }
    }

    void skip() throws IOException {
        outline.skip();
    }

    /** The text that comes, or null if it is something else. */
    String text() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        skip();
        return null;
    }

    boolean isArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    boolean isTrue() throws IOException {
        boolean value = parser.currentToken() == JsonToken.VALUE_TRUE;
        skip();
        return value;
    }

    /** Reads the array of a room's events that comes; gives how many entries it has. */
    int events(RoomId room, Sink sink) throws IOException {
        return events(room, false, sink);
    }

    /** The same for events of an invitation ("Stripped state"). */
    int strippedEvents(RoomId room, Sink sink) throws IOException {
        return events(room, true, sink);
    }

    private int events(RoomId room, boolean stripped, Sink sink) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            skip();
            return 0;
        }
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == null) {
                throw new IOException("the answer ends in the middle");
            }
            count++;
            byte[] json = next();
            if (json != null) {
                Optional<MatrixEvent> event = outline.event(room, stripped, json);
                if (event.isPresent()) {
                    sink.add(event.get(), json.length);
                }
            }
        }
        return count;
    }

    /** Takes a value of an array. */
    @FunctionalInterface
    interface Value<T> {
        void add(T value) throws IOException;
    }

    /** Reads the array of objects that comes; null stands for an entry that is none. */
    void objects(Value<byte[]> sink) throws IOException {
        array(() -> sink.add(next()));
    }

    /** Reads the array of texts that comes; entries of other types are left out. */
    void texts(Value<String> sink) throws IOException {
        array(
                () -> {
                    String text = text();
                    if (text != null) {
                        sink.add(text);
                    }
                });
    }

    @FunctionalInterface
    private interface Entry {
        void read() throws IOException;
    }

    private void array(Entry entry) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            skip();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == null) {
                throw new IOException("the answer ends in the middle");
            }
            entry.read();
        }
    }

    /** The whole number that comes; 0 if it is something else, or does not fit. */
    int number() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() == JsonParser.NumberType.INT) {
            return parser.getIntValue();
        }
        skip();
        return 0;
    }

    /** Takes an event, with the bytes that it has. */
    @FunctionalInterface
    interface Sink {
        void add(MatrixEvent event, int bytes) throws IOException;
    }

    private byte[] next() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            skip();
            return null;
        }
        long start = parser.currentTokenLocation().getByteOffset();
        stream.keep(start);
        outline.read();
        return stream.part(start, parser.currentLocation().getByteOffset());
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
