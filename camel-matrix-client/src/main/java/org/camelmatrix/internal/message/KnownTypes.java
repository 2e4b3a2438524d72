// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Media types: those that say nothing, other names of the same type, and what the end of a file's
 * name tells.
 *
 * <p>The same on every machine: what an operating system knows of names is not asked.
 */
final class KnownTypes {

    static final String MARKDOWN = "text/markdown";
    static final String TEXT = "text/plain";

    /** Types by the ends of names. */
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
                    Map.entry("heif", "image/heif"),
                    Map.entry("jpe", "image/jpeg"),
                    Map.entry("jfif", "image/jpeg"),
                    Map.entry("bmp", "image/bmp"),
                    Map.entry("tif", "image/tiff"),
                    Map.entry("tiff", "image/tiff"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("mp3", "audio/mpeg"),
                    Map.entry("ogg", "audio/ogg"),
                    Map.entry("oga", "audio/ogg"),
                    Map.entry("opus", "audio/ogg"),
                    Map.entry("m4a", "audio/mp4"),
                    Map.entry("m4b", "audio/mp4"),
                    Map.entry("aac", "audio/aac"),
                    Map.entry("weba", "audio/webm"),
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
                    Map.entry("md", MARKDOWN),
                    Map.entry("markdown", MARKDOWN),
                    Map.entry("mdown", MARKDOWN),
                    Map.entry("mkd", MARKDOWN),
                    Map.entry("txt", TEXT),
                    Map.entry("log", TEXT),
                    Map.entry("csv", "text/csv"),
                    Map.entry("html", "text/html"),
                    Map.entry("htm", "text/html"),
                    Map.entry("xhtml", "text/html"),
                    Map.entry("xml", "application/xml"),
                    Map.entry("json", "application/json"),
                    Map.entry("yaml", "application/yaml"),
                    Map.entry("yml", "application/yaml"));

    /** Types that programs name when they know nothing about a file. */
    private static final Set<String> VAGUE =
            Set.of(
                    "application/octet-stream",
                    "application/x-octet-stream",
                    "application/octetstream",
                    "application/octet",
                    "binary/octet-stream",
                    "application/binary",
                    "application/x-binary",
                    "application/force-download",
                    "application/x-force-download",
                    "application/download",
                    "application/x-download",
                    "application/save",
                    "application/x-save",
                    "application/file",
                    "application/x-file",
                    "application/attachment",
                    "application/x-attachment",
                    "application/data",
                    "application/x-data",
                    "application/unknown",
                    "application/x-unknown",
                    "application/x-unknown-content-type",
                    "application/x-empty",
                    "inode/x-empty",
                    "application/x-www-form-urlencoded",
                    "application/*",
                    "content/unknown",
                    "unknown/unknown",
                    "unknown/application",
                    "www/unknown",
                    "*/*");

    /** Other names of a type, by that name. */
    private static final Map<String, String> ALIASES =
            Map.ofEntries(
                    Map.entry("image/jpg", "image/jpeg"),
                    Map.entry("image/jpe", "image/jpeg"),
                    Map.entry("image/jfif", "image/jpeg"),
                    Map.entry("image/pjpeg", "image/jpeg"),
                    Map.entry("image/pjpg", "image/jpeg"),
                    Map.entry("image/x-jpeg", "image/jpeg"),
                    Map.entry("image/x-jpg", "image/jpeg"),
                    Map.entry("image/x-citrix-jpeg", "image/jpeg"),
                    Map.entry("application/jpg", "image/jpeg"),
                    Map.entry("application/x-jpg", "image/jpeg"),
                    Map.entry("image/x-png", "image/png"),
                    Map.entry("image/x-citrix-png", "image/png"),
                    Map.entry("application/png", "image/png"),
                    Map.entry("image/x-gif", "image/gif"),
                    Map.entry("image/x-citrix-gif", "image/gif"),
                    Map.entry("image/x-webp", "image/webp"),
                    Map.entry("image/x-bmp", "image/bmp"),
                    Map.entry("image/x-ms-bmp", "image/bmp"),
                    Map.entry("image/ms-bmp", "image/bmp"),
                    Map.entry("image/x-windows-bmp", "image/bmp"),
                    Map.entry("image/tif", "image/tiff"),
                    Map.entry("image/x-tif", "image/tiff"),
                    Map.entry("image/x-tiff", "image/tiff"),
                    Map.entry("image/svg", "image/svg+xml"),
                    Map.entry("audio/mp3", "audio/mpeg"),
                    Map.entry("audio/mpeg3", "audio/mpeg"),
                    Map.entry("audio/mpg", "audio/mpeg"),
                    Map.entry("audio/x-mp3", "audio/mpeg"),
                    Map.entry("audio/x-mpeg", "audio/mpeg"),
                    Map.entry("audio/x-mpeg-3", "audio/mpeg"),
                    Map.entry("audio/m4a", "audio/mp4"),
                    Map.entry("audio/x-m4a", "audio/mp4"),
                    Map.entry("audio/x-mp4", "audio/mp4"),
                    Map.entry("audio/x-aac", "audio/aac"),
                    Map.entry("audio/x-flac", "audio/flac"),
                    Map.entry("audio/x-ogg", "audio/ogg"),
                    Map.entry("audio/wave", "audio/wav"),
                    Map.entry("audio/x-wav", "audio/wav"),
                    Map.entry("audio/x-pn-wav", "audio/wav"),
                    Map.entry("audio/vnd.wave", "audio/wav"),
                    Map.entry("video/x-m4v", "video/mp4"),
                    Map.entry("video/mov", "video/quicktime"),
                    Map.entry("video/avi", "video/x-msvideo"),
                    Map.entry("application/x-pdf", "application/pdf"),
                    Map.entry("application/acrobat", "application/pdf"),
                    Map.entry("text/pdf", "application/pdf"),
                    Map.entry("text/x-pdf", "application/pdf"),
                    Map.entry("application/x-zip", "application/zip"),
                    Map.entry("application/x-zip-compressed", "application/zip"),
                    Map.entry("application/x-gzip", "application/gzip"),
                    Map.entry("application/x-rar-compressed", "application/vnd.rar"),
                    Map.entry("text/json", "application/json"),
                    Map.entry("text/x-json", "application/json"),
                    Map.entry("application/x-json", "application/json"),
                    Map.entry("text/yaml", "application/yaml"),
                    Map.entry("text/x-yaml", "application/yaml"),
                    Map.entry("application/x-yaml", "application/yaml"),
                    Map.entry("text/x-csv", "text/csv"),
                    Map.entry("application/csv", "text/csv"),
                    Map.entry("application/x-csv", "text/csv"),
                    Map.entry("text/comma-separated-values", "text/csv"),
                    Map.entry("text/x-comma-separated-values", "text/csv"),
                    Map.entry("text/x-markdown", MARKDOWN),
                    Map.entry("text/vnd.daringfireball.markdown", MARKDOWN),
                    Map.entry("application/markdown", MARKDOWN),
                    Map.entry("application/x-markdown", MARKDOWN),
                    Map.entry("text/x-web-markdown", MARKDOWN),
                    Map.entry("application/xhtml+xml", "text/html"));

    /** Text although the type does not begin with that. */
    private static final Set<String> TEXTUAL =
            Set.of(
                    "application/json",
                    "application/x-ndjson",
                    "application/jsonlines",
                    "application/json5",
                    "application/xml",
                    "application/yaml",
                    "application/toml",
                    "application/x-www-form-urlencoded");

    private KnownTypes() {}

    private static String openXml(String kind) {
        return "application/vnd.openxmlformats-officedocument." + kind;
    }

    /** Whether a type says nothing. */
    static boolean isVague(String type) {
        return VAGUE.contains(type) || type.startsWith("multipart/") || type.endsWith("/*");
    }

    /** The usual name of a type. */
    static String usual(String type) {
        return ALIASES.getOrDefault(type, type);
    }

    /** Whether what is in a file of a type can be read as a message. */
    static boolean isText(String type) {
        return type.startsWith("text/")
                || TEXTUAL.contains(type)
                || CodeLanguage.isCode(type)
                || type.endsWith("+json")
                || type.endsWith("+yaml")
                || type.endsWith("+xml") && !type.startsWith("image/");
    }

    /** What the end of a name tells, or null. */
    static String byName(String name) {
        int dot = name == null ? -1 : name.lastIndexOf('.');
        return dot < 0 ? null : EXTENSIONS.get(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /** The end of the name of a file of a type, {@code bin} if the type is not known. */
    static String extension(String type) {
        String minor = type.substring(type.indexOf('/') + 1);
        return EXTENSIONS.entrySet().stream()
                .filter(known -> known.getValue().equals(type))
                .map(Map.Entry::getKey)
                .min(
                        Comparator.comparing((String each) -> !each.equals(minor))
                                .thenComparing(String::length)
                                .thenComparing(Comparator.reverseOrder()))
                .orElse("bin");
    }
}
