// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.camelmatrix.event.EventType;
import org.camelmatrix.event.RoomId;

/**
 * The path of a request of the operation {@code request}: whether it stays below the homeserver's
 * API, however often and by whatever rules servers on the way decode it, and holds no secret that
 * logs would show.
 */
final class RequestPath {

    private static final int LONGEST = 4096;

    /** No text is encoded more often than that for a good reason. */
    private static final int DECODINGS = 8;

    private static final Pattern BELOW = Pattern.compile("/_(?:matrix|synapse)/[^/?].*");

    /** What a path and a query are made of (RFC 3986, 3.3 and 3.4). */
    private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@/?%-]+");

    private static final Pattern BROKEN_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern PERCENT = Pattern.compile("%[0-9A-Fa-f]{2}");

    /**
     * Segments that servers leave out or go up by: empty ones, and dots, also with a parameter
     * behind them, which some servers cut off before they look ({@code ..;x=y}). A backslash is a
     * slash to some, and bytes that are no UTF-8 or {@code %u002e} may be a dot.
     */
    private static final Pattern ASTRAY =
            Pattern.compile("//|/;|(?:^|/)[. ]*\\.[. ]*(?:[/;?#]|$)|[\\\\\\p{Cntrl}\\uFFFD]|%[uU]");

    private static final Pattern TOKEN =
            Pattern.compile("(?:^|[?&;])access_token(?:=|[&;]|$)", Pattern.CASE_INSENSITIVE);

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
                && !isEverFound(TOKEN, place)
                && !isEverFound(TOKEN, query);
    }

    /** Whether a text, or what comes of decoding it once or more often, has something. */
    private static boolean isEverFound(Pattern pattern, String text) {
        String decoded = text;
        for (int i = 0; i <= DECODINGS; i++) {
            if (pattern.matcher(decoded).find()) {
                return true;
            }
            if (!PERCENT.matcher(decoded).find()) {
                return false;
            }
            decoded = decoded(decoded);
        }
        return true;
    }

    /** A percent sign that begins no encoded byte stays, as lenient servers leave it. */
    private static String decoded(String text) {
        String strict = BROKEN_PERCENT.matcher(text).replaceAll("%25");
        return URLDecoder.decode(strict.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /**
     * An event that a request sends to a room.
     *
     * @param room the room
     * @param type the event's type
     * @param rest what follows in the path: a transaction id or a state key
     */
    record RoomEvent(RoomId room, String type, List<String> rest) {}

    /** The room that a PUT to this path encrypts, if it does (Client-Server API, "Room state"). */
    static Optional<RoomId> encryptedRoom(String path) {
        return roomEvent(path, "state")
                .filter(state -> state.type().equals(EventType.ENCRYPTION))
                .filter(state -> state.rest().isEmpty())
                .map(RoomEvent::room);
    }

    /** The event that a PUT or POST to this path sends, if it does ("Sending events to a room"). */
    static Optional<RoomEvent> sentEvent(String path) {
        return roomEvent(path, "send");
    }

    /**
     * What stands below {@code /rooms/{roomId}/}, in whatever version of the API, and however often
     * the segments before the event's type are encoded.
     */
    private static Optional<RoomEvent> roomEvent(String path, String kind) {
        List<String> segments = segments(path);
        for (int i = 0; i + 3 < segments.size(); i++) {
            String room = segments.get(i + 1);
            RoomId id = RoomId.orNull(room.startsWith("!") ? room : wholly(room));
            if (id != null
                    && wholly(segments.get(i)).equals("rooms")
                    && wholly(segments.get(i + 2)).equals(kind)) {
                List<String> rest = segments.subList(i + 4, segments.size());
                return Optional.of(new RoomEvent(id, segments.get(i + 3), rest));
            }
        }
        return Optional.empty();
    }

    private static List<String> segments(String path) {
        int question = path.indexOf('?');
        String withoutQuery = question < 0 ? path : path.substring(0, question);
        return Arrays.stream(withoutQuery.split("/")).map(RequestPath::decoded).toList();
    }

    private static String wholly(String segment) {
        String decoded = segment;
        for (int i = 0; i < DECODINGS && PERCENT.matcher(decoded).find(); i++) {
            decoded = decoded(decoded);
        }
        return decoded;
    }
}
