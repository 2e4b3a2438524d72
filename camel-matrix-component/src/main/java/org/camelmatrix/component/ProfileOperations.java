// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.UserId;

/**
 * What users tell of themselves.
 *
 * <p>Any thread may call.
 */
final class ProfileOperations {

    CompletableFuture<Outcome> getProfile(OperationCall call) {
        UserId named =
                call.text(MatrixConstants.OVERRIDE_TARGET_USER) == null
                        ? null
                        : call.user(MatrixConstants.OVERRIDE_TARGET_USER, "the user");
        return call.withoutRoom(
                        (account, none) ->
                                Refusals.nullIfNotFound(
                                        account.client()
                                                .profiles()
                                                .profile(
                                                        account.who(),
                                                        named == null ? account.user() : named)))
                .thenApply(profile -> new Outcome.Body(withoutEmpty(profile)));
    }

    /** Some homeservers keep an empty text for a name or picture that was taken away. */
    private static JsonNode withoutEmpty(JsonNode profile) {
        if (profile instanceof ObjectNode fields) {
            for (String field : List.of("displayname", "avatar_url")) {
                if (fields.path(field).isNull() || "".equals(fields.path(field).textValue())) {
                    fields.remove(field);
                }
            }
        }
        return profile;
    }

    CompletableFuture<Outcome> setDisplayName(OperationCall call) {
        return set(call, "displayname", text(call, "the account's name"));
    }

    CompletableFuture<Outcome> setAvatar(OperationCall call) {
        String picture = text(call, "the mxc:// URI of the account's picture").strip();
        if (!picture.isEmpty() && !picture.matches("mxc://[^/\\s]+/[^/\\s]+")) {
            throw new MatrixRejectedException(
                    "The body has to be the mxc:// URI of the account's picture, like"
                            + " mxc://server/id: upload the picture first");
        }
        return set(call, "avatar_url", picture);
    }

    private static String text(OperationCall call, String what) {
        String text = call.message().getBody(String.class);
        if (text == null) {
            throw new MatrixRejectedException(
                    "The body is missing: it is " + what + ", or an empty text for none");
        }
        return text;
    }

    private static CompletableFuture<Outcome> set(OperationCall call, String field, String value) {
        return call.withoutRoom(
                        (account, none) ->
                                account.client()
                                        .profiles()
                                        .setProfileField(
                                                account.who(), account.user(), field, value))
                .thenApply(done -> Outcome.DONE);
    }
}
