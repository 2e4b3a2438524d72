// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The order of everything that clients are told, by one number that grows, and the long polls that
 * wait for more. A token {@code s3} lies behind what has the positions 1 to 3.
 */
final class Stream {
    private final Set<LongPoll> polls = new LinkedHashSet<>();
    private long position;
    private boolean stopped;

    long position() {
        return position;
    }

    long next() {
        return ++position;
    }

    /** Wakes the long polls of those users. */
    void tell(Predicate<String> users) {
        polls.stream().filter(poll -> users.test(poll.userId())).forEach(LongPoll::wake);
    }

    LongPoll open(String userId) {
        LongPoll poll = new LongPoll(userId);
        polls.add(poll);
        if (stopped) {
            poll.close();
        }
        return poll;
    }

    void close(LongPoll poll) {
        polls.remove(poll);
    }

    int polls() {
        return polls.size();
    }

    void closePolls() {
        polls.forEach(LongPoll::close);
    }

    /** Closes the long polls of now and later. */
    void stop() {
        stopped = true;
        closePolls();
    }

    static String token(long position) {
        return "s" + position;
    }

    /**
     * @throws MatrixError {@code M_UNKNOWN}
     */
    long positionOf(String token) {
        if (!token.matches("s[0-9]{1,18}")) {
            throw MatrixError.unknown(400, "Invalid stream token");
        }
        return Math.min(position, Long.parseLong(token.substring(1)));
    }
}
