// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.benchmarks;

/**
 * A homeserver, and an account there.
 *
 * @param url its base URL
 * @param token the account's access token
 * @param room a room that the account is in
 */
record Homeserver(String url, String token, String room) {

    /** The one that the arguments name; the stub takes any token and any room. */
    static Homeserver of(Arguments given) {
        return new Homeserver(
                given.text(0), given.option("token", "stub"), given.option("room", room(0)));
    }

    /** One of the rooms that a {@link Front} tells of. */
    static String room(int number) {
        return "!room" + number + ":stub.local";
    }

    Homeserver at(String other) {
        return new Homeserver(other, token, room);
    }

    /** The room's endpoint, with more options, such as {@code &format=text}. */
    String endpoint(String options) {
        return endpoint(room, options);
    }

    /** The endpoint of all rooms. */
    String everywhere(String options) {
        return endpoint("*", options);
    }

    private String endpoint(String recipient, String options) {
        return "matrix:"
                + recipient
                + "?homeserverUrl="
                + url
                + "&accessToken=RAW("
                + token
                + ")"
                + options;
    }
}
