// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camelmatrix.event.RoomId;

/**
 * Segments that follow each other: all before {@link #since} is done, and of the rest it is known
 * what is. Guarded by the lock of its flow.
 */
final class Track {

    private final Deque<Segment> segments = new ArrayDeque<>();
    private final Map<RoomId, Set<String>> known = new HashMap<>();
    private String since;

    /**
     * @param since up to where all is done
     * @param known what is done beyond it and has not been met again
     */
    Track(String since, Map<RoomId, Set<String>> known) {
        this.since = since;
        known.forEach((room, ids) -> this.known.put(room, new HashSet<>(ids)));
    }

    String since() {
        return since;
    }

    /** Up to where everything is either done or under way. */
    String head() {
        return segments.isEmpty() ? since : segments.getLast().end();
    }

    Segment append(String end) {
        Segment segment = new Segment(head(), end);
        segments.addLast(segment);
        return segment;
    }

    /** The oldest segment that is not done, or null. */
    Segment first() {
        return segments.peekFirst();
    }

    int size() {
        return segments.size();
    }

    /** The newest segment that is not done, or null. */
    Segment last() {
        return segments.peekLast();
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    boolean contains(Segment segment) {
        return segments.contains(segment);
    }

    /**
     * Whether an event that is met was done before; then it has been met again, and is forgotten.
     */
    boolean meets(RoomId room, String id) {
        if (known.isEmpty()) {
            return false;
        }
        Set<String> ids = known.get(room);
        boolean done = ids != null && ids.remove(id);
        if (done && ids.isEmpty()) {
            known.remove(room);
        }
        return done;
    }

    /** Notes an event as done outside of any segment. */
    void note(RoomId room, String id) {
        known.computeIfAbsent(room, each -> new HashSet<>()).add(id);
    }

    /** Gives what is known of a room to another track. */
    void moveKnown(RoomId room, Track own) {
        Set<String> ids = known.remove(room);
        if (ids != null) {
            ids.forEach(id -> own.note(room, id));
        }
    }

    /**
     * An event that was not done has been met: those of its room that were done, which came before
     * it, have been met again as far as they are going to be.
     */
    void forgetKnown(RoomId room) {
        known.remove(room);
    }

    /** Goes over the segments that are done; gives these. */
    List<Segment> advance() {
        if (segments.isEmpty() || !segments.getFirst().isDone()) {
            return List.of();
        }
        List<Segment> passed = new ArrayList<>();
        while (!segments.isEmpty() && segments.getFirst().isDone()) {
            Segment first = segments.removeFirst();
            since = first.end();
            passed.add(first);
        }
        return passed;
    }

    /**
     * Lets a room have a track of its own, which begins where the room's first event is that is not
     * done.
     *
     * @param fallback where it begins if there is none
     */
    Track branch(RoomId room, String fallback) {
        String start = fallback;
        boolean within = false;
        Set<String> done = new HashSet<>(known.getOrDefault(room, Set.of()));
        known.remove(room);
        for (Segment segment : segments) {
            if (!within && segment.isPending(room)) {
                start = segment.start();
            }
            within = within || segment.isPending(room) || segment.start().equals(fallback);
            if (within) {
                done.addAll(segment.done(room));
            }
        }
        return new Track(start, Map.of(room, done));
    }

    /** Drops the segments, but remembers what of them is done. */
    void collapse() {
        completed().forEach((room, ids) -> known.put(room, ids));
        segments.clear();
    }

    /** What is done beyond {@link #since}. */
    Map<RoomId, Set<String>> completed() {
        Map<RoomId, Set<String>> all = new HashMap<>();
        known.forEach((room, ids) -> all.put(room, new HashSet<>(ids)));
        for (Segment segment : segments) {
            segment.addDoneTo(all);
        }
        return all;
    }
}
