package org.camelmatrix.component;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Whether a path stays where requests may go, however often a proxy on the way decodes it, and
 * holds no secret that logs would show.
 */
final class RequestPath {

    private static final int LONGEST = 4096;
    private static final int DECODINGS = 3;

    private static final Pattern BELOW = Pattern.compile("/_(?:matrix|synapse)/[^/?].*");

    /** What a path and a query are made of (RFC 3986, 3.3 and 3.4). */
    private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@/?%-]+");

    private static final Pattern BROKEN_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern ASTRAY = Pattern.compile("//|/\\.{1,2}(?:/|$)|[\\\\\\p{Cntrl}]");
    private static final Pattern TOKEN = Pattern.compile("(?:^|&)access_token(?:=|&|$)");

    private RequestPath() {}

    static boolean isValid(String path) {
        int question = path.indexOf('?');
        String place = question < 0 ? path : path.substring(0, question);
        String query = question < 0 ? "" : path.substring(question + 1);
        return path.length() <= LONGEST
                && BELOW.matcher(path).matches()
                && CHARACTERS.matcher(path).matches()
                && !BROKEN_PERCENT.matcher(path).find()
                && !isEverFound(ASTRAY, place)
                && !isEverFound(TOKEN, query);
    }

    private static boolean isEverFound(Pattern pattern, String text) {
        String decoded = text;
        for (int i = 0; i <= DECODINGS; i++) {
            if (pattern.matcher(decoded).find()) {
                return true;
            }
            if (BROKEN_PERCENT.matcher(decoded).find()) {
                return false;
            }
            decoded = URLDecoder.decode(decoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        }
        return false;
    }
}
