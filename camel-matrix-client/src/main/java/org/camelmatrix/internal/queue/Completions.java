// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.camelmatrix.internal.queue.QueueAction.Complete;

/**
 * Completes the futures of sends, without the lock of the queue, on behalf of their callers.
 *
 * <p>Any thread may call.
 */
final class Completions {

    private final Workers workers;

    Completions(Workers workers) {
        this.workers = workers;
    }

    /** Completes them on this thread. */
    void here(List<Complete> completes) {
        completes.forEach(this::complete);
    }

    /**
     * Completes them with workers: the sends of a lane one after the other, those of different
     * lanes side by side. Where there is no worker, this thread completes them.
     */
    void byWorkers(List<Complete> completes) {
        if (completes.isEmpty()) {
            return;
        }
        Map<Object, List<Complete>> byLane = new LinkedHashMap<>();
        for (Complete complete : completes) {
            byLane.computeIfAbsent(complete.send().lane(), key -> new ArrayList<>(1)).add(complete);
        }
        for (List<Complete> ofLane : byLane.values()) {
            try {
                workers.execute(() -> here(ofLane));
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                here(ofLane);
            }
        }
    }

    private void complete(Complete complete) {
        Submission<?> send = (Submission<?>) complete.send();
        workers.runOnBehalf(send.caller(), () -> send.complete(complete.failure()));
    }
}
