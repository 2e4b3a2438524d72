// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.camelmatrix.event.MediaContent;

/**
 * Files of the ISO base media format (ISO/IEC 14496-12), of which the first box tells by its brands
 * what they are. MP4 has brands that say nothing of what is in the file; then its tracks tell.
 */
final class IsoMedia {

    /** A film, or sound, if nothing tells. */
    static final String GENERAL = "video/mp4";

    static final String SOUND = "audio/mp4";

    private static final int MOST_BOXES = 10_000;
    private static final int LARGEST_TRACKS = 4 << 20;

    private static final Set<String> FILMS =
            Set.of(GENERAL, "video/quicktime", "video/3gpp", "video/3gpp2", "video/mj2");

    private IsoMedia() {}

    /** Whether a type is one of films in this format. */
    static boolean isFilm(String type) {
        return type != null && FILMS.contains(type);
    }

    /**
     * The type of a file.
     *
     * @param beginning its first bytes, which begin with a box {@code ftyp}
     */
    static String type(byte[] beginning) {
        ByteBuffer bytes = ByteBuffer.wrap(beginning);
        List<IsoBox> boxes = IsoBox.in(bytes);
        if (boxes.isEmpty()) {
            return GENERAL;
        }
        ByteBuffer brands = boxes.get(0).content();
        String major = IsoBox.name(brands, 0);
        String type = byBrand(major);
        for (int i = 8; type == null && i + 4 <= brands.limit(); i += 4) {
            type = byBrand(IsoBox.name(brands, i));
        }
        if (type != null) {
            return type;
        }
        if (major.equals("mif1") || major.equals("msf1")) {
            return "image/heif";
        }
        if (major.startsWith("3g")) {
            return "video/3gpp";
        }
        return boxes.stream().anyMatch(box -> isSoundAlone(box)) ? SOUND : GENERAL;
    }

    /** What a brand says, or null if it says nothing of what is in the file. */
    private static String byBrand(String brand) {
        return switch (brand) {
            case "avif", "avis" -> "image/avif";
            case "heic", "heix", "heim", "heis", "hevc", "hevx" -> "image/heic";
            case "M4A ", "M4B ", "M4P ", "F4A ", "F4B " -> SOUND;
            case "qt  " -> "video/quicktime";
            case "crx " -> "image/x-canon-cr3";
            default -> null;
        };
    }

    /** Whether a box lists tracks of sound, and none of pictures. */
    private static boolean isSoundAlone(IsoBox movie) {
        if (!movie.type().equals("moov")) {
            return false;
        }
        List<String> tracks =
                movie.children("trak", 0).stream()
                        .flatMap(track -> track.children("mdia", 0).stream())
                        .flatMap(media -> media.children("hdlr", 0).stream())
                        .map(handler -> IsoBox.name(handler.content(), 8))
                        .toList();
        return tracks.contains("soun") && !tracks.contains("vide");
    }

    /**
     * Whether a file has sound alone. The list of tracks may stand at its end, behind all that is
     * to be seen and heard.
     */
    static boolean isSoundAlone(MediaContent content) throws IOException {
        try (InputStream in = content.open()) {
            for (int i = 0; i < MOST_BOXES; i++) {
                ByteBuffer header = ByteBuffer.wrap(in.readNBytes(8));
                if (header.limit() < 8) {
                    return false;
                }
                long size = Integer.toUnsignedLong(header.getInt(0)) - 8;
                if (size == 1 - 8) {
                    ByteBuffer large = ByteBuffer.wrap(in.readNBytes(8));
                    size = large.limit() < 8 ? -1 : large.getLong(0) - 16;
                }
                if (size < 0) {
                    return false;
                }
                String type = IsoBox.name(header, 4);
                if (type.equals("moov")) {
                    byte[] tracks = in.readNBytes((int) Math.min(size, LARGEST_TRACKS));
                    return isSoundAlone(new IsoBox(type, ByteBuffer.wrap(tracks)));
                }
                in.skipNBytes(size);
            }
            return false;
        } catch (EOFException e) {
            return false;
        }
    }
}
