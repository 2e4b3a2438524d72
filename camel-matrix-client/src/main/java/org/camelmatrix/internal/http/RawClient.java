// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;

/**
 * Any endpoint of the homeserver that answers JSON.
 *
 * <p>Every future fails with a {@link MatrixException} and with nothing else. Immutable; any thread
 * may call, and the transport decides which thread completes.
 */
public final class RawClient {

    private static final int LARGEST_ANSWER = 16 * 1024 * 1024;

    private final MatrixClient client;
    private final Transport transport;

    RawClient(MatrixClient client, Transport transport) {
        this.client = client;
        this.transport = transport;
    }

    /**
     * The answer of a homeserver.
     *
     * @param status the HTTP status, 2xx
     * @param json any JSON
     */
    public record RawAnswer(int status, JsonNode json) {}

    /**
     * Makes a request.
     *
     * @param who the credentials of the account
     * @param method GET, PUT, POST or DELETE; a POST without a usable answer fails as {@link
     *     org.camelmatrix.MatrixUncertainException}, as it might be obeyed twice
     * @param path the path below the homeserver's base URL, with the query, percent-encoded
     * @param body the body, or null for none
     */
    public CompletableFuture<RawAnswer> request(
            Credentials who, String method, String path, ObjectNode body) {
        int query = path.indexOf('?');
        Call call =
                Call.of(
                        client.request(method, path, who, body, LARGEST_ANSWER),
                        "request " + method + ' ' + (query < 0 ? path : path.substring(0, query)),
                        "check the header CamelMatrixOverrideRequestPath");
        CompletableFuture<RawAnswer> answer =
                transport
                        .execute(call.request())
                        .handle(
                                (response, failure) -> {
                                    if (failure != null) {
                                        throw call.noAnswer(failure);
                                    }
                                    return read(call, response);
                                });
        return method.equals("POST")
                ? answer.exceptionally(
                        thrown -> {
                            throw Call.uncertain(
                                    thrown, "look at the homeserver before asking again");
                        })
                : answer;
    }

    private static RawAnswer read(Call call, ApiResponse response) {
        if (response.status() / 100 != 2) {
            throw call.failure(response);
        }
        JsonNode json = AnswerJson.parse(response.body());
        if (json.isMissingNode()) {
            throw new MatrixRejectedException(
                    call.sentence(
                            "did it and answered no JSON; the operation request is for endpoints"
                                    + " that answer JSON"),
                    response.status(),
                    null,
                    null);
        }
        return new RawAnswer(response.status(), json);
    }
}
