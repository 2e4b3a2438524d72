package org.camelmatrix.message;

import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is in a file, as far as somebody says it, its first bytes show it, or its name tells it.
 *
 * <p>The same on every machine: what an operating system knows of names is not asked.
 */
public final class FileKind {

    /** How many bytes of a file are enough to tell. */
    public static final int BEGINNING = 64 * 1024;

    /** What is said of files of which nothing is known. */
    public static final String UNKNOWN = "application/octet-stream";

    private static final String TEXT = "text/plain";
    private static final String TOKEN = "[A-Za-z0-9!#$&^_.+-]{1,100}";
    private static final Pattern TYPE = Pattern.compile(TOKEN + "/" + TOKEN);

    /** Types by the first bytes, in ISO 8859-1; they say more than any name. */
    private static final Map<String, String> FIRST_BYTES =
            Map.ofEntries(
                    Map.entry("\u0089PNG\r\n\u001a\n", "image/png"),
                    Map.entry("\u00ff\u00d8\u00ff", "image/jpeg"),
                    Map.entry("GIF87a", "image/gif"),
                    Map.entry("GIF89a", "image/gif"),
                    Map.entry("%PDF-", "application/pdf"),
                    Map.entry("fLaC\0", "audio/flac"),
                    Map.entry("\u001f\u008b\b", "application/gzip"),
                    Map.entry("BZh9", "application/x-bzip2"),
                    Map.entry("\u00fd7zXZ\0", "application/x-xz"),
                    Map.entry("7z\u00bc\u00af'\u001c", "application/x-7z-compressed"),
                    Map.entry("Rar!\u001a\u0007", "application/vnd.rar"),
                    Map.entry("\u007fELF", "application/x-executable"));

    /** The same for kinds of which the name tells more: a document is a ZIP, too. */
    private static final Map<String, String> CONTAINERS =
            Map.of(
                    "PK\u0003\u0004", "application/zip",
                    "PK\u0005\u0006", "application/zip",
                    "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1", "application/x-ole-storage",
                    "OggS\0", "audio/ogg",
                    "ID3", "audio/mpeg",
                    "\u001aE\u00df\u00a3", "video/webm");

    /** What homeservers and clients know; other names are Java's to tell. */
    private static final Map<String, String> EXTENSIONS =
            Map.ofEntries(
                    Map.entry("pdf", "application/pdf"),
                    Map.entry("png", "image/png"),
                    Map.entry("jpg", "image/jpeg"),
                    Map.entry("jpeg", "image/jpeg"),
                    Map.entry("gif", "image/gif"),
                    Map.entry("webp", "image/webp"),
                    Map.entry("avif", "image/avif"),
                    Map.entry("heic", "image/heic"),
                    Map.entry("bmp", "image/bmp"),
                    Map.entry("tif", "image/tiff"),
                    Map.entry("tiff", "image/tiff"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("mp3", "audio/mpeg"),
                    Map.entry("ogg", "audio/ogg"),
                    Map.entry("oga", "audio/ogg"),
                    Map.entry("opus", "audio/ogg"),
                    Map.entry("m4a", "audio/mp4"),
                    Map.entry("flac", "audio/flac"),
                    Map.entry("wav", "audio/wav"),
                    Map.entry("mp4", "video/mp4"),
                    Map.entry("m4v", "video/mp4"),
                    Map.entry("mov", "video/quicktime"),
                    Map.entry("webm", "video/webm"),
                    Map.entry("mkv", "video/x-matroska"),
                    Map.entry("ogv", "video/ogg"),
                    Map.entry("avi", "video/x-msvideo"),
                    Map.entry("zip", "application/zip"),
                    Map.entry("jar", "application/java-archive"),
                    Map.entry("gz", "application/gzip"),
                    Map.entry("tgz", "application/gzip"),
                    Map.entry("tar", "application/x-tar"),
                    Map.entry("7z", "application/x-7z-compressed"),
                    Map.entry("rtf", "application/rtf"),
                    Map.entry("doc", "application/msword"),
                    Map.entry("xls", "application/vnd.ms-excel"),
                    Map.entry("ppt", "application/vnd.ms-powerpoint"),
                    Map.entry("docx", openXml("wordprocessingml.document")),
                    Map.entry("xlsx", openXml("spreadsheetml.sheet")),
                    Map.entry("pptx", openXml("presentationml.presentation")),
                    Map.entry("odt", "application/vnd.oasis.opendocument.text"),
                    Map.entry("ods", "application/vnd.oasis.opendocument.spreadsheet"),
                    Map.entry("odp", "application/vnd.oasis.opendocument.presentation"),
                    Map.entry("epub", "application/epub+zip"),
                    Map.entry("ics", "text/calendar"),
                    Map.entry("md", "text/markdown"),
                    Map.entry("markdown", "text/markdown"),
                    Map.entry("txt", TEXT),
                    Map.entry("log", TEXT),
                    Map.entry("csv", "text/csv"),
                    Map.entry("html", "text/html"),
                    Map.entry("htm", "text/html"),
                    Map.entry("xml", "application/xml"),
                    Map.entry("json", "application/json"),
                    Map.entry("yaml", "application/yaml"),
                    Map.entry("yml", "application/yaml"));

    /** What is text although its type does not begin with that. */
    private static final Set<String> TEXTUAL =
            Set.of(
                    "application/json",
                    "application/x-ndjson",
                    "application/xml",
                    "application/yaml",
                    "application/x-yaml",
                    "application/toml",
                    "application/javascript",
                    "application/ecmascript",
                    "application/sql",
                    "application/x-sh",
                    "application/x-www-form-urlencoded");

    private FileKind() {}

    private static String openXml(String kind) {
        return "application/vnd.openxmlformats-officedocument." + kind;
    }

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
        String start =
                new String(
                        beginning, 0, Math.min(beginning.length, 64), StandardCharsets.ISO_8859_1);
        String shown = byFirstBytes(start);
        if (declared != null && (shown == null || !isText(declared))) {
            return declared;
        }
        if (shown != null) {
            return shown;
        }
        String named = byName(name);
        String container = container(start);
        if (container != null) {
            return named == null || isText(named) ? container : named;
        }
        boolean text = looksLikeText(beginning);
        if (named != null) {
            return named;
        }
        String guessed = name == null ? null : URLConnection.guessContentTypeFromName(name);
        if (guessed != null && TYPE.matcher(guessed).matches()) {
            boolean vague = guessed.startsWith("application/");
            if (!vague || !text) {
                return guessed.toLowerCase(Locale.ROOT);
            }
        }
        return text ? TEXT : UNKNOWN;
    }

    /** Whether what is in a file of a type can be read as a message. */
    public static boolean isText(String type) {
        return type.startsWith("text/")
                || TEXTUAL.contains(type)
                || type.endsWith("+json")
                || type.endsWith("+yaml")
                || type.endsWith("+xml") && !type.startsWith("image/");
    }

    /** A name for a file that has none. */
    public static String nameOf(String type) {
        int slash = type.indexOf('/');
        String major = type.substring(0, slash);
        String minor = type.substring(slash + 1);
        String base = Set.of("image", "audio", "video").contains(major) ? major : "file";
        String extension =
                EXTENSIONS.entrySet().stream()
                        .filter(known -> known.getValue().equals(type))
                        .map(Map.Entry::getKey)
                        .min(
                                Comparator.comparing((String each) -> !each.equals(minor))
                                        .thenComparing(String::length)
                                        .thenComparing(Comparator.reverseOrder()))
                        .orElse("bin");
        return base + '.' + extension;
    }

    private static String declared(String said) {
        if (said == null) {
            return null;
        }
        int parameters = said.indexOf(';');
        String type =
                (parameters < 0 ? said : said.substring(0, parameters))
                        .strip()
                        .toLowerCase(Locale.ROOT);
        boolean vague = type.equals(UNKNOWN) || type.startsWith("multipart/");
        return vague || !TYPE.matcher(type).matches() ? null : type;
    }

    private static String byFirstBytes(String start) {
        if (start.startsWith("RIFF") && start.length() >= 12) {
            return switch (start.substring(8, 12)) {
                case "WEBP" -> "image/webp";
                case "WAVE" -> "audio/wav";
                case "AVI " -> "video/x-msvideo";
                default -> null;
            };
        }
        if (start.startsWith("ftyp", 4) && start.length() >= 12) {
            return byBrand(start.substring(8, 12));
        }
        return longest(FIRST_BYTES, start);
    }

    /** ISO base media files say what they are by their brand. */
    private static String byBrand(String brand) {
        return switch (brand) {
            case "avif", "avis" -> "image/avif";
            case "heic", "heix", "mif1", "msf1" -> "image/heic";
            case "M4A ", "M4B " -> "audio/mp4";
            case "qt  " -> "video/quicktime";
            default -> "video/mp4";
        };
    }

    private static String container(String start) {
        return longest(CONTAINERS, start);
    }

    private static String longest(Map<String, String> kinds, String start) {
        return kinds.entrySet().stream()
                .filter(kind -> start.startsWith(kind.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static String byName(String name) {
        int dot = name == null ? -1 : name.lastIndexOf('.');
        return dot < 0 ? null : EXTENSIONS.get(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /** Text has no controls but those that move on, and is not made of high bytes mostly. */
    private static boolean looksLikeText(byte[] beginning) {
        if (beginning.length >= 2 && isWide(beginning[0] & 0xff, beginning[1] & 0xff)) {
            return true;
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

    /** The byte order marks of UTF-16. */
    private static boolean isWide(int first, int second) {
        return first == 0xff && second == 0xfe || first == 0xfe && second == 0xff;
    }

    /** The last character may be cut. */
    private static boolean isUtf8(byte[] beginning) {
        String text = new String(beginning, StandardCharsets.UTF_8);
        int wrong = text.indexOf('\ufffd');
        return wrong < 0 || wrong >= text.length() - 3;
    }
}
