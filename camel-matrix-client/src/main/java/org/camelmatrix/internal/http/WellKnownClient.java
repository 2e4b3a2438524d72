// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.concurrent.CompletableFuture;

/**
 * Asks a server for {@code /.well-known/matrix/client}, following a few redirects, never away from
 * https, with an answer of limited size and without any token.
 *
 * <p>Immutable; any thread may call.
 */
public final class WellKnownClient {

    private static final int MAXIMUM_ANSWER = 64 * 1024;
    private static final int MAXIMUM_REDIRECTS = 5;

    private final Transport transport;

    /**
     * @param transport carries the requests
     */
    public WellKnownClient(Transport transport) {
        this.transport = transport;
    }

    /**
     * Asks.
     *
     * @param uri the URI of the document
     * @return what the server says; failed with a {@link org.camelmatrix.MatrixException} if it
     *     cannot be asked
     */
    public CompletableFuture<WellKnown> wellKnown(URI uri) {
        return ask(uri, MAXIMUM_REDIRECTS);
    }

    private CompletableFuture<WellKnown> ask(URI uri, int redirects) {
        ApiRequest request = new ApiRequest("GET", uri, null, null, MAXIMUM_ANSWER);
        Call call =
                Call.firstContact(
                        request, "discover the homeserver", "set the option homeserverUrl");
        return transport
                .execute(request)
                .handle(
                        (response, failure) -> {
                            if (failure != null) {
                                throw call.noAnswer(failure);
                            }
                            return response;
                        })
                .thenCompose(response -> follow(call, response, redirects));
    }

    private CompletableFuture<WellKnown> follow(Call call, ApiResponse response, int redirects) {
        int status = response.status();
        if (status / 100 == 3 && response.location() != null) {
            return redirect(call.request().uri(), response.location(), redirects);
        }
        if (status == 404) {
            return CompletableFuture.completedFuture(new WellKnown.Missing());
        }
        if (status == 429 || status / 100 == 5) {
            return CompletableFuture.failedFuture(call.failure(response));
        }
        if (status != 200) {
            return unusable("answers " + status);
        }
        JsonNode document = AnswerJson.parse(response.body());
        return document.isObject()
                ? CompletableFuture.completedFuture(new WellKnown.Found(document))
                : unusable("is not a JSON object");
    }

    private CompletableFuture<WellKnown> redirect(URI from, String location, int redirects) {
        if (redirects == 0) {
            return unusable("redirects more than " + MAXIMUM_REDIRECTS + " times");
        }
        URI target;
        try {
            target = from.resolve(new URI(location));
        } catch (URISyntaxException e) {
            return unusable("redirects to what is no URL");
        }
        if (!"https".equals(target.getScheme())
                || target.getHost() == null
                || target.getRawUserInfo() != null) {
            return unusable("redirects to what is no https URL");
        }
        return ask(target, redirects - 1);
    }

    private static CompletableFuture<WellKnown> unusable(String reason) {
        return CompletableFuture.completedFuture(new WellKnown.Unusable(reason));
    }
}
