// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What the first bytes of a file show.
 *
 * @param type the type that they show
 * @param strength how much it says
 */
record FirstBytes(String type, Strength strength) {

    enum Strength {
        /** The bytes are of this type, whatever is said. */
        SURE,
        /** The bytes are of this type or of one that is a kind of it. */
        GENERAL,
        /** Files of many types begin like this: what is said, or the name, tells more. */
        CONTAINER
    }

    /** In ISO 8859-1. */
    private static final Map<String, FirstBytes> BEGINNINGS =
            Map.ofEntries(
                    sure("\u0089PNG\r\n\u001a\n", "image/png"),
                    sure("\u00ff\u00d8\u00ff", "image/jpeg"),
                    sure("GIF87a", "image/gif"),
                    sure("GIF89a", "image/gif"),
                    sure("fLaC\0", "audio/flac"),
                    container("\u00ff\n", "image/jxl"),
                    sure("\0\0\0\fJXL \r\n", "image/jxl"),
                    general("%PDF-", "application/pdf"),
                    general("\u001f\u008b\b", "application/gzip"),
                    general("BZh9", "application/x-bzip2"),
                    general("\u00fd7zXZ\0", "application/x-xz"),
                    general("(\u00b5/\u00fd", "application/zstd"),
                    general("7z\u00bc\u00af'\u001c", "application/x-7z-compressed"),
                    general("Rar!\u001a\u0007", "application/vnd.rar"),
                    general("\u007fELF", "application/x-executable"),
                    container("PK\u0003\u0004", "application/zip"),
                    container("PK\u0005\u0006", "application/zip"),
                    container(
                            "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1",
                            "application/x-ole-storage"),
                    container("OggS\0", "audio/ogg"),
                    container("ID3", "audio/mpeg"),
                    container("\u00ff\u00fb", "audio/mpeg"),
                    container("\u00ff\u00f3", "audio/mpeg"),
                    container("\u00ff\u00f1", "audio/aac"),
                    container("\u00ff\u00f9", "audio/aac"),
                    container("II*\0", "image/tiff"),
                    container("MM\0*", "image/tiff"),
                    container("\u001aE\u00df\u00a3", "video/webm"));

    private static final int ENOUGH = 64;

    private static Map.Entry<String, FirstBytes> sure(String start, String type) {
        return Map.entry(start, new FirstBytes(type, Strength.SURE));
    }

    private static Map.Entry<String, FirstBytes> general(String start, String type) {
        return Map.entry(start, new FirstBytes(type, Strength.GENERAL));
    }

    private static Map.Entry<String, FirstBytes> container(String start, String type) {
        return Map.entry(start, new FirstBytes(type, Strength.CONTAINER));
    }

    /** What they show, or null if they show nothing. */
    static FirstBytes of(byte[] beginning) {
        String start =
                new String(
                        beginning,
                        0,
                        Math.min(beginning.length, ENOUGH),
                        StandardCharsets.ISO_8859_1);
        if (start.startsWith("RIFF") && start.length() >= 12) {
            return riff(start.substring(8, 12));
        }
        if (start.startsWith("ftyp", 4) && start.length() >= 12) {
            return new FirstBytes(IsoMedia.type(beginning), Strength.SURE);
        }
        if (start.startsWith("BM") && PictureSize.of(beginning, "image/bmp") != null) {
            return new FirstBytes("image/bmp", Strength.SURE);
        }
        if (start.startsWith("OggS\0") && start.contains("\u0080theora")) {
            return new FirstBytes("video/ogg", Strength.SURE);
        }
        for (Map.Entry<String, FirstBytes> each : BEGINNINGS.entrySet()) {
            if (start.startsWith(each.getKey())) {
                return each.getValue();
            }
        }
        return null;
    }

    private static FirstBytes riff(String form) {
        return switch (form) {
            case "WEBP" -> new FirstBytes("image/webp", Strength.SURE);
            case "WAVE" -> new FirstBytes("audio/wav", Strength.SURE);
            case "AVI " -> new FirstBytes("video/x-msvideo", Strength.SURE);
            default -> null;
        };
    }
}
