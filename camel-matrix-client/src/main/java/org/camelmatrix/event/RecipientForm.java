// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.event;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One recipient as a person wrote it, taken apart into its identifier and its servers. */
final class RecipientForm {

    private static final String SCHEME = "matrix:";
    private static final String LINK = "https://matrix.to/#/";
    private static final Pattern QUERY = Pattern.compile("\\?(?=(?:via|action)=)");

    private final String text;
    private final String path;
    private final List<String> via;

    RecipientForm(String text, List<String> via) {
        this.text = text;
        this.via = new ArrayList<>(via);
        Matcher query = QUERY.matcher(text.strip());
        if (query.find()) {
            path = text.strip().substring(0, query.start());
            takeServers(text.strip().substring(query.end()));
        } else {
            path = text.strip();
        }
    }

    Recipient recipient() {
        if (path.equals("*")) {
            return new Recipient.Any();
        }
        String identifier = identifier();
        return switch (identifier.isEmpty() ? ' ' : identifier.charAt(0)) {
            case '!' -> new Recipient.Room(new RoomId(identifier), via);
            case '#' -> new Recipient.Alias(new RoomAlias(identifier), via);
            case '@' -> new Recipient.User(new UserId(identifier));
            default ->
                    throw new IllegalArgumentException(
                            Identifiers.quote(text)
                                    + " is no recipient: give a room id (!…), an alias"
                                    + " (#name:server), their matrix: URI forms (roomid/…,"
                                    + " r/name:server) or a matrix.to link");
        };
    }

    private void takeServers(String query) {
        for (String pair : query.split("&")) {
            if (pair.startsWith("via=")) {
                via.add(decode(pair.substring("via=".length())));
            }
        }
    }

    private String identifier() {
        if (path.startsWith(LINK)) {
            return roomOnly(decode(path.substring(LINK.length())), "/$");
        }
        String rest = path.startsWith(SCHEME) ? path.substring(SCHEME.length()) : path;
        if (rest.startsWith("roomid/")) {
            return '!' + roomOnly(decode(rest.substring("roomid/".length())), "/e/");
        }
        if (rest.startsWith("r/")) {
            return '#' + roomOnly(decode(rest.substring("r/".length())), "/e/");
        }
        if (rest.startsWith("u/")) {
            return '@' + decode(rest.substring("u/".length()));
        }
        return isAlias(rest) ? rest : decode(rest);
    }

    /** An alias that is written as it is may hold a percent sign. */
    private static boolean isAlias(String text) {
        if (!text.startsWith("#") || text.indexOf(':') < 0) {
            return false;
        }
        try {
            return !new RoomAlias(text).value().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private String roomOnly(String identifier, String eventMark) {
        if (identifier.contains(eventMark)) {
            throw new IllegalArgumentException(
                    Identifiers.quote(text) + " names an event; a recipient is the room alone");
        }
        return identifier;
    }

    private String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    Identifiers.quote(text) + " is not rightly percent-encoded", e);
        }
    }
}
