// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The latest requests, up to a limit, and the count of all of them. Thread-safe. */
final class RequestLog {
    private final int limit;
    private final Deque<RecordedRequest> latest = new ArrayDeque<>();
    private final Map<Endpoint, Long> counts = new EnumMap<>(Endpoint.class);
    private long total;

    RequestLog(int limit) {
        this.limit = limit;
    }

    synchronized void add(RecordedRequest request) {
        if (latest.size() == limit) {
            latest.removeFirst();
        }
        latest.addLast(request);
        request.endpoint().ifPresent(endpoint -> counts.merge(endpoint, 1L, Long::sum));
        total++;
    }

    synchronized List<RecordedRequest> latest() {
        return List.copyOf(latest);
    }

    synchronized long count(Endpoint endpoint) {
        return counts.getOrDefault(endpoint, 0L);
    }

    synchronized long count() {
        return total;
    }

    synchronized void clear() {
        latest.clear();
        counts.clear();
        total = 0;
    }
}
