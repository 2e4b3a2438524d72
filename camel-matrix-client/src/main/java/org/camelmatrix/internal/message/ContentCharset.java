// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The character set of bytes that are text. */
public final class ContentCharset {

    private static final Pattern PARAMETER =
            Pattern.compile(
                    ";\\s*charset\\s*=\\s*[\"']?([A-Za-z0-9][A-Za-z0-9_.:+-]{0,60})",
                    Pattern.CASE_INSENSITIVE);

    private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
    private static final Charset UTF_32LE = Charset.forName("UTF-32LE");

    private ContentCharset() {}

    /**
     * The character set that a byte order mark shows.
     *
     * @param bytes the text's first bytes
     * @return null if there is no mark
     */
    public static Charset marked(byte[] bytes) {
        if (begins(bytes, 0xef, 0xbb, 0xbf)) {
            return StandardCharsets.UTF_8;
        }
        if (begins(bytes, 0xff, 0xfe, 0, 0)) {
            return UTF_32LE;
        }
        if (begins(bytes, 0, 0, 0xfe, 0xff)) {
            return UTF_32BE;
        }
        if (begins(bytes, 0xff, 0xfe)) {
            return StandardCharsets.UTF_16LE;
        }
        return begins(bytes, 0xfe, 0xff) ? StandardCharsets.UTF_16BE : null;
    }

    private static boolean begins(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * The character set that a {@code Content-Type} names.
     *
     * @return null if it names none that Java knows
     */
    public static Charset said(String contentType) {
        Matcher parameter = contentType == null ? null : PARAMETER.matcher(contentType);
        return parameter == null || !parameter.find() ? null : named(parameter.group(1));
    }

    /** Whether a {@code Content-Type} names a character set. */
    static boolean isSaid(String contentType) {
        return said(contentType) != null;
    }

    /** A character set by its name, or null if Java does not know it. */
    public static Charset named(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }

    /**
     * The text of some bytes, without a byte order mark.
     *
     * @param length how many of them are text
     * @throws CharacterCodingException if the bytes are no text of this character set
     */
    public static String decode(byte[] bytes, int length, Charset charset)
            throws CharacterCodingException {
        String text =
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(bytes, 0, length))
                        .toString();
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }
}
