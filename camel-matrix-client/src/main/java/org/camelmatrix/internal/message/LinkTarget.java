// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a link leads, and what a message may say of it. The specification allows a few schemes
 * (Instant Messaging, "m.room.message msgtypes"). A {@code matrix:} URI becomes its {@code
 * matrix.to} form (Appendices, "URIs"). Any other target is text behind the words of the link.
 */
final class LinkTarget {

    private static final Set<String> ALLOWED = Set.of("http", "https", "ftp", "mailto", "magnet");

    /** What these hold is no place that a reader could go to. */
    private static final Set<String> CODE = Set.of("javascript", "vbscript", "data");

    /** Schemes without slashes that may stand in angle brackets. */
    private static final Set<String> OTHERS =
            Set.of("tel", "sms", "sip", "sips", "xmpp", "geo", "urn", "news", "mid", "cid");

    private static final Pattern PORT = Pattern.compile(":\\d{1,5}(/.*)?");

    private static final String MATRIX = "matrix";
    private static final String MATRIX_TO = "https://matrix.to/#/";
    private static final Map<String, String> SIGILS =
            Map.of("r", "%23", "roomid", "!", "u", "@", "e", "$");

    private static final int LONGEST_SCHEME = 20;

    private final String target;
    private final String scheme;

    LinkTarget(String target) {
        this.target = target.strip();
        this.scheme = scheme(this.target);
    }

    /** The URL that a link in a message may have, or null if it may have none. */
    String url() {
        if (ALLOWED.contains(scheme)) {
            return target;
        }
        return scheme.equals(MATRIX) ? matrixTo(target.substring(MATRIX.length() + 1)) : null;
    }

    /** What stands behind the words of a link that has no URL, such as " (tel:110)", or "". */
    String behind(String words) {
        boolean nowhere = target.isEmpty() || target.startsWith("#") || CODE.contains(scheme);
        return nowhere || words.strip().equals(target) ? "" : " (" + target + ')';
    }

    /** Whether it is at the homeserver, where images are. */
    boolean isMedia() {
        return scheme.equals("mxc");
    }

    /**
     * Whether it is an address when it stands in angle brackets. CommonMark takes {@code
     * vector<std::string>} and {@code <soap:Body>} for links too.
     */
    boolean isAddress() {
        return url() != null
                || isMedia()
                || scheme.equals(MATRIX)
                || OTHERS.contains(scheme)
                || CODE.contains(scheme)
                || scheme.isEmpty()
                || target.startsWith("://", scheme.length())
                || PORT.matcher(target).region(scheme.length(), target.length()).matches();
    }

    @Override
    public String toString() {
        return target;
    }

    private static String scheme(String target) {
        int end = 0;
        StringBuilder scheme = new StringBuilder();
        while (end < target.length() && scheme.length() < LONGEST_SCHEME) {
            char c = target.charAt(end++);
            if (c == ':') {
                return scheme.toString().toLowerCase(Locale.ROOT);
            }
            // browsers leave line breaks and other control characters out
            if (c > ' ') {
                scheme.append(c);
            }
        }
        return "";
    }

    private static String matrixTo(String uri) {
        int query = uri.indexOf('?');
        String[] path = (query < 0 ? uri : uri.substring(0, query)).split("/", -1);
        if (path.length != 2 && path.length != 4) {
            return null;
        }
        List<String> identifiers = new ArrayList<>();
        for (int i = 0; i < path.length; i += 2) {
            String sigil = SIGILS.get(path[i].toLowerCase(Locale.ROOT));
            if (sigil == null || sigil.equals("$") != (i == 2) || path[i + 1].isEmpty()) {
                return null;
            }
            identifiers.add(sigil + path[i + 1]);
        }
        return MATRIX_TO + String.join("/", identifiers) + via(uri, query);
    }

    private static String via(String uri, int query) {
        if (query < 0) {
            return "";
        }
        List<String> servers = new ArrayList<>();
        for (String pair : uri.substring(query + 1).split("&")) {
            if (pair.startsWith("via=")) {
                servers.add(pair);
            }
        }
        return servers.isEmpty() ? "" : '?' + String.join("&", servers);
    }
}
