// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixConfigurationException;

/**
 * Finds the homeserver behind a server name (Client-Server API, "Server discovery"). What the
 * specification leaves to a prompt is an error here, as nobody is there to answer: nothing is
 * guessed.
 *
 * <p>Immutable; any thread may call.
 */
public final class Discovery {

    private static final int LONGEST_URL = 2000;

    private final Transport transport;

    /**
     * @param transport carries the requests
     */
    public Discovery(Transport transport) {
        this.transport = transport;
    }

    /**
     * The homeserver, proven by its {@code /versions}.
     *
     * @param serverName what stands behind the first colon of its users' ids
     * @return the homeserver; failed with a {@link org.camelmatrix.MatrixException} if it is not
     *     found
     */
    public CompletableFuture<MatrixClient> homeserverOf(String serverName) {
        URI document = documentOf(serverName);
        return new WellKnownClient(transport)
                .wellKnown(document)
                .thenApply(wellKnown -> baseUrl(serverName, document, wellKnown))
                .thenApply(baseUrl -> new MatrixClient(transport, baseUrl))
                .thenCompose(client -> client.sessions().versions().thenApply(versions -> client));
    }

    /** The server name without its port, which belongs to federation and not to the web. */
    private static URI documentOf(String serverName) {
        String host = serverName.replaceFirst(":[0-9]+$", "");
        return URI.create("https://" + host + "/.well-known/matrix/client");
    }

    private static BaseUrl baseUrl(String serverName, URI document, WellKnown wellKnown) {
        if (wellKnown instanceof WellKnown.Found found) {
            return baseUrl(document, found.document());
        }
        String reason =
                wellKnown instanceof WellKnown.Unusable unusable
                        ? unusable.reason()
                        : "does not exist (404)";
        throw unusable(
                document,
                reason + ", so the homeserver of " + serverName + " is not known or guessed");
    }

    private static BaseUrl baseUrl(URI document, JsonNode wellKnown) {
        BaseUrl homeserver = secureUrl(wellKnown.path("m.homeserver").path("base_url"));
        if (homeserver == null) {
            throw unusable(document, "has no valid m.homeserver.base_url with https");
        }
        if (wellKnown.has("m.identity_server")
                && secureUrl(wellKnown.path("m.identity_server").path("base_url")) == null) {
            throw unusable(document, "has an m.identity_server without a valid base_url");
        }
        return homeserver;
    }

    /** A discovered URL without https would take the token over the network for all to read. */
    private static BaseUrl secureUrl(JsonNode json) {
        String text = json.asText();
        if (text.length() > LONGEST_URL) {
            return null;
        }
        try {
            BaseUrl url = new BaseUrl(text);
            return url.isSecure() ? url : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static MatrixConfigurationException unusable(URI document, String reason) {
        return new MatrixConfigurationException(
                "Could not discover the homeserver: "
                        + document
                        + ' '
                        + reason
                        + "; set the option homeserverUrl");
    }
}
