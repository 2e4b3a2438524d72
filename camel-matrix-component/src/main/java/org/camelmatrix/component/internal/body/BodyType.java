// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component.internal.body;

import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.camelmatrix.internal.message.FileName;

/**
 * What a message says of its body.
 *
 * @param said its type, or null
 * @param name the name of the file that it is or comes from, or null
 */
public record BodyType(String said, String name) {

    public static final BodyType NONE = new BodyType(null, null);

    private static final int MARK = 3;

    /** What it says of bytes, which may have a name themselves. */
    public static BodyType of(Message message, BodyBytes bytes) {
        String named = fileName(message);
        return new BodyType(type(message), named == null ? FileName.safe(bytes.name()) : named);
    }

    /**
     * What it says of a text. A text that is not as long as the file that the exchange began with
     * is another one, which the route has set since.
     */
    public static BodyType of(Message message, String text) {
        String type = type(message);
        String name = fileName(message);
        return type == null && name == null
                ? NONE
                : new BodyType(type, name == null || isOther(message, text) ? null : name);
    }

    private static boolean isOther(Message message, String text) {
        Long length = message.getHeader(Exchange.FILE_LENGTH, Long.class);
        if (length == null || length == text.length() || length == 2L * text.length()) {
            return false;
        }
        long bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return bytes != length && bytes + MARK != length;
    }

    private static String type(Message message) {
        String type = text(message, Exchange.FILE_CONTENT_TYPE);
        return type == null ? text(message, Exchange.CONTENT_TYPE) : type;
    }

    private static String fileName(Message message) {
        return FileName.safe(text(message, Exchange.FILE_NAME));
    }

    private static String text(Message message, String header) {
        String text = message.getHeader(header, String.class);
        return text == null || text.isBlank() ? null : text;
    }
}
