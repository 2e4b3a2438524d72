// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.util.Optional;

/** What differs between the room versions that the stand-in knows: section "Room Versions". */
record RoomVersion(int number) {
    private static final int LATEST = 12;

    static Optional<RoomVersion> of(String version) {
        return version.matches("[1-9][0-9]?") && Integer.parseInt(version) <= LATEST
                ? Optional.of(new RoomVersion(Integer.parseInt(version)))
                : Optional.empty();
    }

    /** From version 12 on room ids name no server, and creators have power without a level. */
    boolean creatorsStandAbove() {
        return number >= 12;
    }

    /** Until version 10 the create event's content names the creator. */
    boolean namesCreator() {
        return number <= 10;
    }
}
