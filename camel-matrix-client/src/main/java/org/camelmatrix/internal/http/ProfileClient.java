// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.UserId;

/**
 * The endpoints of the Client-Server API for profiles of users ("Profiles").
 *
 * <p>Every future fails with a {@link MatrixException} and with nothing else. Immutable; any thread
 * may call, and the transport decides which thread completes.
 */
public final class ProfileClient {

    private static final int SMALL_ANSWER = 64 * 1024;

    /** A profile may hold fields of any kind. */
    private static final int PROFILE = 6 * 64 * 1024;

    private final MatrixClient client;

    ProfileClient(MatrixClient client) {
        this.client = client;
    }

    /** {@code GET /profile/{userId}}: the profile of a user, such as the display name. */
    public CompletableFuture<JsonNode> profile(Credentials who, UserId user) {
        return client.execute(
                Call.of(
                        client.request(
                                "GET",
                                MatrixClient.V3 + "/profile/" + MatrixClient.segment(user.value()),
                                who,
                                null,
                                PROFILE),
                        "read the profile of " + user),
                Answer::json);
    }

    /**
     * {@code PUT /profile/{userId}/{keyName}}: sets a field of a user's profile.
     *
     * @param who the credentials of the account
     * @param user the user of the profile: the account itself, except for an administrator
     * @param keyName the field, such as {@code displayname} or {@code avatar_url}
     * @param value its value
     */
    public CompletableFuture<Void> setProfileField(
            Credentials who, UserId user, String keyName, String value) {
        String path =
                MatrixClient.V3
                        + "/profile/"
                        + MatrixClient.segment(user.value())
                        + '/'
                        + MatrixClient.segment(keyName);
        ObjectNode body = JsonNodeFactory.instance.objectNode().put(keyName, value);
        return client.execute(
                Call.of(
                        client.request("PUT", path, who, body, SMALL_ANSWER),
                        "set " + keyName + " of " + user),
                answer -> null);
    }
}
