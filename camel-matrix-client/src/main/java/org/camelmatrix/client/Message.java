// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.client;

import java.util.Objects;
import org.camelmatrix.internal.message.MessageFormat;

/**
 * A text to send. Immutable.
 *
 * <p>See the specification's chapter "Instant Messaging" on {@code m.text} and {@code m.notice}.
 */
public final class Message {

    private final String text;
    private final MessageFormat format;
    private final boolean notice;
    private final String idempotentKey;

    private Message(String text, MessageFormat format, boolean notice, String idempotentKey) {
        this.text = Objects.requireNonNull(text, "text");
        this.format = format;
        this.notice = notice;
        this.idempotentKey = idempotentKey;
    }

    /** A text that is sent as it is. */
    public static Message text(String text) {
        return new Message(text, MessageFormat.TEXT, false, null);
    }

    /** Markdown: CommonMark with tables and strikethrough. */
    public static Message markdown(String markdown) {
        return new Message(markdown, MessageFormat.MARKDOWN, false, null);
    }

    /** HTML, of which the tags that the specification names are kept. */
    public static Message html(String html) {
        return new Message(html, MessageFormat.HTML, false, null);
    }

    /** The same as a notice ({@code m.notice}), which other bots do not answer. */
    public Message asNotice() {
        return new Message(text, format, true, idempotentKey);
    }

    /**
     * The same with a key. Two sends with one key to one room are one message there, also after a
     * restart, for as long as the homeserver remembers transaction ids.
     *
     * @param key tells messages apart, such as the id of an order; not null
     */
    public Message withIdempotentKey(String key) {
        return new Message(text, format, notice, Objects.requireNonNull(key, "key"));
    }

    String text() {
        return text;
    }

    MessageFormat format() {
        return format;
    }

    boolean isNotice() {
        return notice;
    }

    String idempotentKey() {
        return idempotentKey;
    }
}
