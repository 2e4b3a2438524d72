// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is typing in a room: section "Typing Notifications". When a user's time is up they are no
 * longer told of, but no client is woken by that.
 */
final class Typing {
    private final Map<String, Long> until = new LinkedHashMap<>();
    private long lastPosition;

    /** Whether that is news. */
    boolean differs(String user, boolean typing) {
        return users().contains(user) != typing;
    }

    void start(String user, Duration time) {
        until.put(user, System.nanoTime() + time.toNanos());
    }

    void stop(String user) {
        until.remove(user);
    }

    void changedAt(long position) {
        lastPosition = position;
    }

    long lastPosition() {
        return lastPosition;
    }

    List<String> users() {
        long now = System.nanoTime();
        until.values().removeIf(end -> end - now <= 0);
        return new ArrayList<>(until.keySet());
    }
}
