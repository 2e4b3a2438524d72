// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a client asks of {@code /sync}: section "Syncing".
 *
 * @param since the position of the stream that the client knows; 0 for a first sync
 * @param first whether the client knows nothing yet
 * @param fullState whether it wants the whole state of its rooms
 * @param stateAfter whether it wants the state behind the timeline, not before it
 * @param timeout how long it waits for news
 */
record SyncRequest(
        Requester reader,
        SyncFilter filter,
        long since,
        boolean first,
        boolean fullState,
        boolean stateAfter,
        Duration timeout) {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Set<String> PRESENCES = Set.of("online", "offline", "unavailable");

    /**
     * @throws MatrixError {@code M_INVALID_PARAM}, or {@code M_UNKNOWN} for a wrong token
     */
    static SyncRequest of(Call call, SyncFilter filter, Stream stream) {
        String timeout = call.query("timeout").orElse("0");
        if (!timeout.matches("[0-9]{1,18}")) {
            throw MatrixError.invalidParam("Query parameter timeout must be an integer");
        }
        if (call.query("set_presence").filter(word -> !PRESENCES.contains(word)).isPresent()) {
            throw MatrixError.invalidParam("Query parameter set_presence is not a presence");
        }
        Optional<Long> since = call.query("since").map(stream::positionOf);
        Duration wanted = Duration.ofMillis(Long.parseLong(timeout));
        return new SyncRequest(
                call.requester(),
                filter,
                since.orElse(0L),
                since.isEmpty(),
                flag(call, "full_state"),
                flag(call, "use_state_after"),
                wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted);
    }

    private static boolean flag(Call call, String name) {
        String value = call.query(name).orElse("false");
        if (!value.equals("true") && !value.equals("false")) {
            throw MatrixError.invalidParam(
                    "Boolean query parameter '" + name + "' must be one of ['true', 'false']");
        }
        return value.equals("true");
    }

    String user() {
        return reader.userId();
    }

    /** Whether the answer comes at once, whether there is news or not. */
    boolean takesNoTime() {
        return first || fullState || timeout.isZero();
    }
}
