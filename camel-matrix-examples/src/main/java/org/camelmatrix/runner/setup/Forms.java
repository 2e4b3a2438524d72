// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.BaseUrl;

/**
 * What a person wrote, as the value that is meant; a {@link UsageException} says the right form.
 */
final class Forms {

    private Forms() {}

    static BaseUrl homeserverUrl(String text) {
        try {
            return new BaseUrl(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "The homeserver's URL has to be like https://matrix.example.org.", e);
        }
    }

    static UserId userId(String text) {
        try {
            return new UserId(text.strip());
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage() + '.', e);
        }
    }

    /** The server name of a user id, or of a text that is one itself. */
    static String serverName(String text) {
        if (text.startsWith("@")) {
            return userId(text).serverName();
        }
        try {
            return new UserId("@a:" + text.strip()).serverName();
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "Give a server name, such as example.org, or a user id, such as"
                            + " @bot:example.org.",
                    e);
        }
    }

    /** A room as a person wrote it, with its id where that is another. */
    static String named(Recipient room, String id) {
        return room.toString().equals(id) ? id : room + " (" + id + ')';
    }

    /** A room in any form that a recipient has; never a user and never {@code *}. */
    static Recipient room(String text) {
        try {
            Recipient recipient = Recipient.parse(text);
            if (recipient instanceof Recipient.Room || recipient instanceof Recipient.Alias) {
                return recipient;
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage() + '.', e);
        }
        throw new UsageException("Give a room, by its id (!…) or an alias (#name:server).");
    }
}
