// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component.internal.body;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.internal.message.ContentCharset;

/** Reads the text of a body: of bytes by their character set, of anything else by Camel. */
public final class BodyText {

    /** No text that has more bytes is a message, in however many parts. */
    public static final int LONGEST = 16 << 20;

    private BodyText() {}

    /**
     * The text of bytes, without a byte order mark. The mark tells the character set; else the
     * exchange, else the {@code Content-Type}; UTF-8 is tried last.
     *
     * @throws MatrixRejectedException if they are no text
     */
    public static String of(Exchange exchange, BodyBytes bytes, BodyType type) throws IOException {
        return decoded(exchange, bytes, type).orElseThrow(BodyText::unreadable);
    }

    /**
     * The same, or empty if they are no text.
     *
     * @throws MatrixRejectedException if they are too many
     */
    public static Optional<String> decoded(Exchange exchange, BodyBytes bytes, BodyType type)
            throws IOException {
        byte[] all = all(bytes.read(LONGEST + 1));
        Set<Charset> charsets = new LinkedHashSet<>();
        charsets.add(ContentCharset.marked(bytes.beginning()));
        String named = exchange.getProperty(Exchange.CHARSET_NAME, String.class);
        charsets.add(named == null ? null : ContentCharset.named(named));
        charsets.add(ContentCharset.said(type.said()));
        charsets.add(StandardCharsets.UTF_8);
        charsets.remove(null);
        for (Charset charset : charsets) {
            try {
                String text = ContentCharset.decode(all, all.length, charset);
                if (text.indexOf('\0') < 0) {
                    return Optional.of(text);
                }
            } catch (CharacterCodingException e) {
                // the next one may be the right one
            }
        }
        return Optional.empty();
    }

    private static byte[] all(BodyBytes bytes) throws IOException {
        if (bytes.length() > LONGEST) {
            throw new MatrixRejectedException(
                    "The text in the body has "
                            + (bytes.content() == null ? "more than " + LONGEST : bytes.length())
                            + " bytes, and no message is that long: set the option oversize=file or"
                            + " media=always to send it as a file");
        }
        try (InputStream in = bytes.content().open()) {
            return in.readAllBytes();
        }
    }

    /**
     * The text of what is no bytes.
     *
     * @throws MatrixRejectedException if Camel makes no text of it
     */
    public static String of(Exchange exchange, Object body) {
        if (body == null) {
            return "";
        }
        if (body instanceof String words) {
            return withoutMark(words);
        }
        String text;
        try {
            text = exchange.getContext().getTypeConverter().convertTo(String.class, exchange, body);
        } catch (TypeConversionException e) {
            throw notText(body.getClass().getSimpleName(), e);
        }
        if (text == null || text.indexOf('\0') >= 0 || text.indexOf('\ufffd') >= 0) {
            throw notText(body.getClass().getSimpleName(), null);
        }
        return withoutMark(text);
    }

    /**
     * Some editors begin a file with a byte order mark, which would hide a heading from Markdown.
     */
    private static String withoutMark(String text) {
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    public static MatrixRejectedException unreadable() {
        return notText("bytes", null);
    }

    private static MatrixRejectedException notText(String what, Throwable cause) {
        return new MatrixRejectedException(
                "The body ("
                        + what
                        + ") cannot be read as text: name its character set (such as the option"
                        + " charset of a file endpoint, or charset= in Content-Type), convert it to"
                        + " a String before the matrix endpoint, or set the option media=always to"
                        + " send it as a file",
                cause);
    }
}
