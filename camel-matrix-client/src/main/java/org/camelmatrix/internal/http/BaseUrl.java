// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The base URL of a homeserver's client API: http or https, a host, perhaps a port and a path, and
 * nothing else (Client-Server API, "Server discovery").
 *
 * @param value the URL without a slash at its end; scheme and host in lower case
 */
public record BaseUrl(String value) {

    private static final Pattern API_PATH =
            Pattern.compile("(?i)/(?:_|%5f)(?:matrix|synapse)(?:/|$)");

    /**
     * @throws IllegalArgumentException if it is no such URL
     */
    public BaseUrl {
        value = value.strip().replaceAll("/+$", "");
        URI uri;
        try {
            uri = new URI(value);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "it has to be like https://matrix.example.org, with https:// or http:// before"
                            + " the host",
                    e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("https") || scheme.equals("http");
        boolean plain =
                uri.getRawQuery() == null
                        && uri.getRawFragment() == null
                        && uri.getRawUserInfo() == null;
        if (!web || !plain || uri.getHost() == null) {
            throw new IllegalArgumentException("it has to be like https://matrix.example.org");
        }
        if (API_PATH.matcher(uri.getRawPath()).find()) {
            throw new IllegalArgumentException(
                    "it has to end before /_matrix, which is added to it: write it like"
                            + " https://matrix.example.org");
        }
        value = scheme + "://" + uri.getRawAuthority().toLowerCase(Locale.ROOT) + uri.getRawPath();
    }

    /** Whether nobody on the way can read what goes there. */
    public boolean isSecure() {
        return value.startsWith("https:");
    }

    @Override
    public String toString() {
        return value;
    }
}
