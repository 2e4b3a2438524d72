// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.io.IOException;
import java.net.URLConnection;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.camelmatrix.event.MediaContent;

/**
 * What is in a file, as far as somebody says it, its first bytes show it, or its name tells it.
 *
 * <p>First bytes that are found in files of one type alone decide. What is said counts next, unless
 * it says nothing; then the name.
 */
public final class FileKind {

    /** How many bytes of a file are enough to tell. */
    public static final int BEGINNING = 64 * 1024;

    /** What is said of files of which nothing is known. */
    public static final String UNKNOWN = "application/octet-stream";

    private static final String TOKEN = "[A-Za-z0-9!#$&^_.+*-]{1,100}";
    private static final Pattern TYPE = Pattern.compile(TOKEN + "/" + TOKEN);
    private static final Set<String> SHOWN = Set.of("image", "audio", "video");

    private FileKind() {}

    /**
     * What is in a file.
     *
     * @param said the type that somebody says, with or without parameters; may be null or wrong
     * @param name its name, or null
     * @param beginning its first bytes, as many as there are up to {@link #BEGINNING}
     * @return a type without parameters, in lower case
     */
    public static String of(String said, String name, byte[] beginning) {
        String declared = declared(said);
        String named = KnownTypes.byName(name);
        FirstBytes shown = FirstBytes.of(beginning);
        if (shown != null) {
            return shown(shown, declared, named);
        }
        boolean text = looksLikeText(beginning);
        boolean readable = text || ContentCharset.isSaid(said);
        if (declared != null && (readable || !isText(declared))) {
            return declared;
        }
        if (named != null && (readable || !isText(named))) {
            return named;
        }
        String guessed = guessed(name);
        boolean fits =
                guessed != null && (text ? !guessed.startsWith("application/") : !isText(guessed));
        if (fits) {
            return guessed;
        }
        return text ? KnownTypes.TEXT : UNKNOWN;
    }

    /**
     * The same of a file of which more can be read than its beginning: an MP4 may tell at its end
     * that it has sound alone.
     */
    public static String of(String said, String name, byte[] beginning, MediaContent content)
            throws IOException {
        String type = of(said, name, beginning);
        boolean silent = !type.equals(IsoMedia.GENERAL) || content == null;
        return silent || !IsoMedia.isSoundAlone(content) ? type : IsoMedia.SOUND;
    }

    private static String shown(FirstBytes shown, String declared, String named) {
        String type = shown.type();
        if (type.equals(IsoMedia.GENERAL)) {
            return declared != null && declared.startsWith("audio/")
                            || declared == null && named != null && named.startsWith("audio/")
                    ? IsoMedia.SOUND
                    : IsoMedia.isFilm(declared) ? declared : type;
        }
        return switch (shown.strength()) {
            case SURE -> type;
            case GENERAL -> saysMore(declared) && !isShown(declared) ? declared : type;
            case CONTAINER -> saysMore(declared) ? declared : saysMore(named) ? named : type;
        };
    }

    private static boolean saysMore(String type) {
        return type != null && !isText(type) && !MediaComposer.isPicture(type);
    }

    private static boolean isShown(String type) {
        return SHOWN.contains(major(type));
    }

    private static String major(String type) {
        return type.substring(0, type.indexOf('/'));
    }

    /** Whether what is in a file of a type can be read as a message. */
    public static boolean isText(String type) {
        return KnownTypes.isText(type);
    }

    /** A name for a file that has none. */
    public static String nameOf(String type) {
        String major = major(type);
        return (SHOWN.contains(major) ? major : "file") + '.' + KnownTypes.extension(type);
    }

    /** The usual name of a type that is said, or null if that says nothing. */
    static String declared(String said) {
        if (said == null) {
            return null;
        }
        int parameters = said.indexOf(';');
        String type =
                (parameters < 0 ? said : said.substring(0, parameters))
                        .strip()
                        .toLowerCase(Locale.ROOT);
        return KnownTypes.isVague(type) || !TYPE.matcher(type).matches()
                ? null
                : KnownTypes.usual(type);
    }

    /**
     * The type of what is known to be text. Programs say {@code text/plain} of any text, so that
     * the name tells more.
     *
     * @param declared what is {@link #declared}, or null
     * @param name the name of its file, or null
     */
    static String ofText(String declared, String name) {
        if (declared != null && !declared.equals(KnownTypes.TEXT)) {
            return declared;
        }
        String named = KnownTypes.byName(name);
        return named == null || !isText(named) ? KnownTypes.TEXT : named;
    }

    private static String guessed(String name) {
        String guessed = name == null ? null : URLConnection.guessContentTypeFromName(name);
        return guessed == null || !TYPE.matcher(guessed).matches()
                ? null
                : guessed.toLowerCase(Locale.ROOT);
    }

    /** Text has no controls but those that move on, and is not made of high bytes mostly. */
    private static boolean looksLikeText(byte[] beginning) {
        Charset marked = ContentCharset.marked(beginning);
        if (marked != null && !marked.equals(StandardCharsets.UTF_8)) {
            return isWideText(beginning, marked);
        }
        int high = 0;
        for (byte each : beginning) {
            int octet = each & 0xff;
            if (octet < ' ' && "\t\n\f\r\b\u001b".indexOf(octet) < 0) {
                return false;
            }
            if (octet >= 0x80) {
                high++;
            }
        }
        return high * 3 <= beginning.length || isUtf8(beginning);
    }

    /** The last character may be cut. */
    private static boolean isWideText(byte[] beginning, Charset charset) {
        int whole = beginning.length < BEGINNING ? beginning.length : BEGINNING - 4;
        try {
            String text = ContentCharset.decode(beginning, whole, charset);
            return text.chars().noneMatch(c -> c < ' ' && "\t\n\f\r\b\u001b".indexOf(c) < 0);
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** The last character may be cut. */
    private static boolean isUtf8(byte[] beginning) {
        String text = new String(beginning, StandardCharsets.UTF_8);
        int wrong = text.indexOf('\ufffd');
        return wrong < 0 || wrong >= text.length() - 3;
    }
}
