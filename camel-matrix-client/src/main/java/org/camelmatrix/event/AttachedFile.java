// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * The file that a message or a sticker is (Client-Server API, "m.file", "Stickers"). All of it is
 * as the sender says.
 *
 * @param url its {@code mxc://} URI
 * @param name its name, or null
 * @param caption what is written below it, or null
 * @param contentType its media type, or null
 * @param size its bytes, or 0 where that is not known
 */
public record AttachedFile(String url, String name, String caption, String contentType, long size) {

    private static final Set<String> KINDS = Set.of("m.file", "m.image", "m.audio", "m.video");
    private static final int LONGEST_TYPE = 255;

    /** The file that the content of an event of a type is, or null. */
    static AttachedFile of(String type, JsonNode content) {
        String msgtype = MatrixEvent.text(content, "msgtype");
        String url = MatrixEvent.text(content, "url");
        boolean isFile =
                EventType.STICKER.equals(type)
                        || (EventType.MESSAGE.equals(type)
                                && msgtype != null
                                && KINDS.contains(msgtype));
        if (!isFile || url == null || !url.startsWith("mxc://")) {
            return null;
        }
        String body = MatrixEvent.text(content, "body");
        String filename = MatrixEvent.text(content, "filename");
        JsonNode info = content.path("info");
        return new AttachedFile(
                url,
                filename == null ? body : filename,
                filename == null || filename.equals(body) ? null : body,
                contentType(MatrixEvent.text(info, "mimetype")),
                size(info.path("size")));
    }

    /** It becomes a header, so it is left out where it is none. */
    private static String contentType(String type) {
        boolean fits =
                type != null
                        && type.length() <= LONGEST_TYPE
                        && type.chars().noneMatch(Character::isISOControl);
        return fits ? type : null;
    }

    private static long size(JsonNode size) {
        return size.isIntegralNumber() && size.canConvertToLong() ? Math.max(0, size.asLong()) : 0;
    }
}
