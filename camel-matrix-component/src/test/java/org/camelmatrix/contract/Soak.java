// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import java.time.Duration;

/**
 * How large the tests of dependable sending and receiving are: as each wants to be for every build,
 * or as the system properties {@code soak.messages}, {@code soak.rooms} and {@code soak.kills} say.
 * What they do by chance begins with {@code soak.seed}, by default another one each time.
 */
final class Soak {

    private static final Duration AT_LEAST = Duration.ofMinutes(3);
    private static final Duration FOR_A_MESSAGE = Duration.ofMillis(200);

    private Soak() {}

    static int messages(int inEveryBuild) {
        return Integer.getInteger("soak.messages", inEveryBuild);
    }

    static int rooms(int inEveryBuild) {
        return Integer.getInteger("soak.rooms", inEveryBuild);
    }

    static int kills(int inEveryBuild) {
        return Integer.getInteger("soak.kills", inEveryBuild);
    }

    /** The seed of a test's chances, which the test prints. */
    static long seed() {
        return Long.getLong("soak.seed", System.nanoTime());
    }

    /** After how long so many messages are not late but lost. */
    static Duration patience(int messages) {
        return AT_LEAST.plus(FOR_A_MESSAGE.multipliedBy(messages));
    }
}
