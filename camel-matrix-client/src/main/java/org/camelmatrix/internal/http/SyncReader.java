// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.http.SyncAnswer.SyncedRoom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the answer of {@code /sync} room by room. Of a very large one it keeps so much as fits: the
 * timelines of the other rooms count as limited, and have to be asked for one by one. States have a
 * place of their own, as an invitation comes only once. Where even the rooms are too many, those in
 * which nothing happened are left out, and an answer with too many others fails.
 *
 * <p>One thread reads one answer.
 */
final class SyncReader {

    private static final Logger LOG = LoggerFactory.getLogger(SyncReader.class);
    private static final int MOST_KEPT = 8 * 1024 * 1024;

    /** What an event takes beside its text. */
    private static final int OF_EACH_EVENT = 400;

    /** What a room takes beside its id. */
    private static final int OF_EACH_ROOM = 250;

    /** Ids of rooms: enough for 30,000 in a small heap, and for more in a larger one. */
    private static final long MOST_OF_ROOMS =
            Math.max(MOST_KEPT, Runtime.getRuntime().maxMemory() / 8);

    private final DeviceReader device;
    private final List<SyncedRoom> joined = new ArrayList<>();
    private final List<SyncedRoom> invited = new ArrayList<>();
    private final List<SyncedRoom> left = new ArrayList<>();
    private String nextBatch;
    private long kept;
    private long keptState;
    private long keptOfRooms;

    /** Reads rooms only. */
    SyncReader() {
        this(null);
    }

    /**
     * @param device reads the part for the device; null to leave it out
     */
    SyncReader(DeviceReader device) {
        this.device = device;
    }

    /** The answer; its {@code nextBatch} is null if it has none. */
    SyncAnswer read(InputStream stream) throws IOException {
        try (EventReader reader = new EventReader(stream)) {
            reader.object(
                    name -> {
                        switch (name) {
                            case "next_batch" -> nextBatch = reader.text();
                            case "rooms" -> rooms(reader);
                            default -> other(name, reader);
                        }
                    });
        }
        boolean none = nextBatch == null || nextBatch.isEmpty();
        return new SyncAnswer(
                none ? null : nextBatch,
                joined,
                invited,
                left,
                device == null ? DeviceUpdate.NONE : device.update());
    }

    private void other(String field, EventReader reader) throws IOException {
        if (device == null || !device.read(field, reader)) {
            reader.skip();
        }
    }

    private void rooms(EventReader reader) throws IOException {
        reader.object(
                membership -> {
                    switch (membership) {
                        case "join" -> rooms(reader, joined::add);
                        case "invite" -> rooms(reader, invited::add);
                        case "leave" -> rooms(reader, left::add);
                        default -> reader.skip();
                    }
                });
    }

    private void rooms(EventReader reader, Consumer<SyncedRoom> sink) throws IOException {
        reader.object(
                id -> {
                    RoomId room = roomId(id);
                    if (room == null) {
                        reader.skip();
                    } else {
                        keep(room(reader, room), sink);
                    }
                });
    }

    private void keep(SyncedRoom room, Consumer<SyncedRoom> sink) throws IOException {
        keptOfRooms += OF_EACH_ROOM + room.room().value().length();
        if (keptOfRooms <= MOST_OF_ROOMS) {
            sink.accept(room);
        } else if (!room.isEmpty()) {
            throw new IOException("the answer contains more rooms than fit into the memory limit");
        }
    }

    private static RoomId roomId(String id) {
        try {
            return new RoomId(id);
        } catch (IllegalArgumentException e) {
            LOG.warn("An answer of /sync contains an invalid room id: {}", e.getMessage());
            return null;
        }
    }

    private SyncedRoom room(EventReader reader, RoomId room) throws IOException {
        List<MatrixEvent> state = new ArrayList<>();
        Timeline[] timeline = {new Timeline(List.of(), false, 0)};
        EventReader.Sink sink = (event, bytes) -> addState(state, event, bytes);
        reader.object(
                name -> {
                    switch (name) {
                        case "state", "state_after", "org.matrix.msc4222.state_after" ->
                                state(reader, () -> reader.events(room, sink));
                        case "invite_state" ->
                                state(reader, () -> reader.strippedEvents(room, sink));
                        case "timeline" -> timeline[0] = timeline(reader, room);
                        default -> reader.skip();
                    }
                });
        return new SyncedRoom(room, state, timeline[0]);
    }

    private void addState(List<MatrixEvent> state, MatrixEvent event, int bytes) {
        keptState += bytes + OF_EACH_EVENT;
        if (keptState <= MOST_KEPT) {
            state.add(event);
        }
    }

    @FunctionalInterface
    private interface Events {
        void read() throws IOException;
    }

    private static void state(EventReader reader, Events events) throws IOException {
        reader.object(
                name -> {
                    if (name.equals("events")) {
                        events.read();
                    } else {
                        reader.skip();
                    }
                });
    }

    private Timeline timeline(EventReader reader, RoomId room) throws IOException {
        List<MatrixEvent> events = new ArrayList<>();
        int[] counts = {0, 0};
        boolean[] limited = {false};
        reader.object(
                name -> {
                    switch (name) {
                        case "events" ->
                                counts[0] =
                                        reader.events(
                                                room,
                                                (event, bytes) -> {
                                                    counts[1]++;
                                                    if (hasPlaceFor(bytes)) {
                                                        events.add(event);
                                                    }
                                                });
                        case "limited" -> limited[0] = reader.isTrue();
                        default -> reader.skip();
                    }
                });
        boolean whole = events.size() == counts[1];
        return new Timeline(
                whole ? events : List.of(), limited[0] || !whole, counts[0] - counts[1]);
    }

    private boolean hasPlaceFor(int bytes) {
        kept += bytes + OF_EACH_EVENT;
        return kept <= MOST_KEPT;
    }
}
