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
 * Which events are done: all up to {@link #since}, and single events of the batches after it.
 * Guarded by the lock of its flow.
 */
final class Progress {

    private final Deque<Batch> batches = new ArrayDeque<>();
    private final Map<RoomId, Set<String>> known = new HashMap<>();
    private String since;

    /**
     * @param since up to where all is done
     * @param known ids of events after it that are done and have not appeared again yet
     */
    Progress(String since, Map<RoomId, Set<String>> known) {
        this.since = since;
        known.forEach((room, ids) -> this.known.put(room, new HashSet<>(ids)));
    }

    String since() {
        return since;
    }

    /** Up to where everything is either done or under way. */
    String head() {
        return batches.isEmpty() ? since : batches.getLast().end();
    }

    Batch append(String end) {
        Batch batch = new Batch(head(), end);
        batches.addLast(batch);
        return batch;
    }

    /** The oldest batch that is not done, or null. */
    Batch first() {
        return batches.peekFirst();
    }

    int size() {
        return batches.size();
    }

    /** The newest batch that is not done, or null. */
    Batch last() {
        return batches.peekLast();
    }

    boolean isEmpty() {
        return batches.isEmpty();
    }

    boolean contains(Batch batch) {
        return batches.contains(batch);
    }

    /** Whether an event that appears was done before. If so, its id is forgotten. */
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

    /** Notes an event as done outside of any batch. */
    void note(RoomId room, String id) {
        known.computeIfAbsent(room, each -> new HashSet<>()).add(id);
    }

    /** Moves the ids of a room that are done to another progress. */
    void moveDone(RoomId room, Progress own) {
        Set<String> ids = known.remove(room);
        if (ids != null) {
            ids.forEach(id -> own.note(room, id));
        }
    }

    /**
     * Forgets the ids of a room that were done before, as a later event of the room has appeared:
     * none of them can appear again.
     */
    void forgetDone(RoomId room) {
        known.remove(room);
    }

    /** Moves over the oldest batches as far as they are done; gives these. */
    List<Batch> advance() {
        if (batches.isEmpty() || !batches.getFirst().isDone()) {
            return List.of();
        }
        List<Batch> passed = new ArrayList<>();
        while (!batches.isEmpty() && batches.getFirst().isDone()) {
            Batch first = batches.removeFirst();
            since = first.end();
            passed.add(first);
        }
        return passed;
    }

    /**
     * A progress of its own for a room, from the batch of its first event that is not done.
     *
     * @param fallback where it begins if there is no such event
     */
    Progress branch(RoomId room, String fallback) {
        String start = fallback;
        boolean within = false;
        Set<String> done = new HashSet<>(known.getOrDefault(room, Set.of()));
        known.remove(room);
        for (Batch batch : batches) {
            if (!within && batch.isPending(room)) {
                start = batch.start();
            }
            within = within || batch.isPending(room) || batch.start().equals(fallback);
            if (within) {
                done.addAll(batch.done(room));
            }
        }
        return new Progress(start, Map.of(room, done));
    }

    /** Drops the batches, but remembers which of their events are done. */
    void collapse() {
        completed().forEach((room, ids) -> known.put(room, ids));
        batches.clear();
    }

    /** What is done beyond {@link #since}. */
    Map<RoomId, Set<String>> completed() {
        Map<RoomId, Set<String>> all = new HashMap<>();
        known.forEach((room, ids) -> all.put(room, new HashSet<>(ids)));
        for (Batch batch : batches) {
            batch.addDoneTo(all);
        }
        return all;
    }
}
