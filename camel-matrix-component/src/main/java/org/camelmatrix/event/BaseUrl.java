package org.camelmatrix.event;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * The base URL of a homeserver's client API: http or https, a host, perhaps a port and a path, and
 * nothing else (Client-Server API, "Server discovery").
 *
 * @param value the URL without a slash at its end
 */
public record BaseUrl(String value) {

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
        boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        boolean plain =
                uri.getRawQuery() == null
                        && uri.getRawFragment() == null
                        && uri.getRawUserInfo() == null;
        if (!web || !plain || uri.getHost() == null) {
            throw new IllegalArgumentException("it has to be like https://matrix.example.org");
        }
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
