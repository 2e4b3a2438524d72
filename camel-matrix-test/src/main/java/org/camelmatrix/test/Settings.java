// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What a homeserver's administrator decides.
 *
 * @param accessTokenLifetime how long an access token lasts that comes with a refresh token; empty
 *     where there are no refresh tokens
 * @param registrationSharedSecret empty where nobody may register by it
 * @param largestUpload in bytes
 */
record Settings(
        String serverName,
        String defaultRoomVersion,
        InstantSource clock,
        Optional<Duration> accessTokenLifetime,
        Optional<String> registrationSharedSecret,
        int largestUpload,
        TransactionScope transactionScope,
        MediaEndpoints mediaEndpoints,
        History history) {

    /**
     * How it gives the history of rooms.
     *
     * @param largestPage in events
     */
    record History(HistoryPages pages, int largestPage) {}
}
