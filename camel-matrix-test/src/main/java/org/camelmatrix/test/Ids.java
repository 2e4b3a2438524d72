// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** New identifiers, as Synapse forms them: section "Identifier Grammar". */
final class Ids {
    private static final int HASH_BYTES = 32;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final RandomGenerator random = new SecureRandom();

    String eventId() {
        return "$" + hash();
    }

    /** From room version 12 on, a room's id is its create event's, and names no server. */
    String roomIdOf(String createEventId) {
        return "!" + createEventId.substring(1);
    }

    String roomIdWithDomain(String serverName) {
        return "!" + letters(18) + ":" + serverName;
    }

    String deviceId() {
        return letters(10).toUpperCase(Locale.ROOT);
    }

    String accessToken() {
        return "mat_" + hash();
    }

    String refreshToken() {
        return "mar_" + hash();
    }

    String loginToken() {
        return "mal_" + hash();
    }

    String nonce() {
        return hash();
    }

    String mediaId() {
        return letters(24);
    }

    String session() {
        return letters(24);
    }

    private String hash() {
        byte[] bytes = new byte[HASH_BYTES];
        random.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    private String letters(int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
