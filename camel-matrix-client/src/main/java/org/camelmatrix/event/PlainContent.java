// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.event;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The content of an event that tells no more than a text, as most do: it belongs to no other event,
 * mentions nobody, has no file, takes nothing back, was not redacted, and was not sent by this very
 * device. So there is no need to look into the whole event for any of that.
 *
 * @param msgtype the kind of message, or null
 * @param body the text, or null
 * @param format the format of the other text, or null
 * @param formattedBody the text in that format, or null
 */
public record PlainContent(String msgtype, String body, String format, String formattedBody) {

    /** The texts of a content. A value that is no text counts as missing. */
    static PlainContent of(JsonNode content) {
        return new PlainContent(
                MatrixEvent.text(content, "msgtype"),
                MatrixEvent.text(content, "body"),
                MatrixEvent.text(content, "format"),
                MatrixEvent.text(content, "formatted_body"));
    }
}
