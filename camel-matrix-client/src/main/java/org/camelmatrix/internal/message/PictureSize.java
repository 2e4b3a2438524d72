// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * How large a picture is that Java cannot unpack, or not without its whole head: WebP (RFC 9649),
 * BMP, and HEIF (ISO/IEC 23008-12), of which AVIF and HEIC are kinds.
 *
 * @param width pixels, as people see it
 * @param height pixels, as people see it
 */
record PictureSize(int width, int height) {

    /** How many bytes of a file have its size in them. */
    static final int HEAD = 256 * 1024;

    /**
     * The size of a picture.
     *
     * @param head the file's first bytes
     * @param type what is in it
     * @return null if that cannot be told from these
     */
    static PictureSize of(byte[] head, String type) {
        try {
            PictureSize size =
                    switch (type) {
                        case "image/webp" -> webp(little(head));
                        case "image/bmp" -> bmp(little(head));
                        case "image/avif", "image/heic", "image/heif" ->
                                heif(ByteBuffer.wrap(head));
                        default -> null;
                    };
            return size == null || size.width <= 0 || size.height <= 0 ? null : size;
        } catch (IndexOutOfBoundsException e) {
            return null;
        }
    }

    private static ByteBuffer little(byte[] head) {
        return ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static PictureSize webp(ByteBuffer head) {
        return switch (IsoBox.name(head, 12)) {
            case "VP8X" -> new PictureSize(1 + int24(head, 24), 1 + int24(head, 27));
            case "VP8L" -> {
                int bits = head.get(20) == 0x2f ? head.getInt(21) : -1;
                yield bits == -1
                        ? null
                        : new PictureSize(1 + (bits & 0x3fff), 1 + (bits >>> 14 & 0x3fff));
            }
            case "VP8 " ->
                    int24(head, 23) == 0x2a019d
                            ? new PictureSize(
                                    head.getShort(26) & 0x3fff, head.getShort(28) & 0x3fff)
                            : null;
            default -> null;
        };
    }

    private static int int24(ByteBuffer bytes, int at) {
        return bytes.getShort(at) & 0xffff | (bytes.get(at + 2) & 0xff) << 16;
    }

    /** The oldest head is 12 bytes long and has short numbers; the others begin alike. */
    private static PictureSize bmp(ByteBuffer head) {
        int length = head.getInt(14);
        if (length == 12) {
            return new PictureSize(head.getShort(18) & 0xffff, head.getShort(20) & 0xffff);
        }
        boolean known = length >= 16 && length <= 124 && head.getInt(6) == 0;
        return known ? new PictureSize(head.getInt(18), Math.abs(head.getInt(22))) : null;
    }

    /** The primary item's, or the largest there is: a picture may be made of tiles. */
    private static PictureSize heif(ByteBuffer head) {
        for (IsoBox meta : IsoBox.in(head)) {
            if (!meta.type().equals("meta")) {
                continue;
            }
            for (IsoBox properties : meta.children("iprp", 4)) {
                for (IsoBox container : properties.children("ipco", 0)) {
                    List<IsoBox> all = IsoBox.in(container.content());
                    List<IsoBox> own = HeifItem.primary(meta, properties, all);
                    PictureSize size = largest(own);
                    return size == null ? largest(all) : size.shown(own);
                }
            }
        }
        return null;
    }

    private static PictureSize largest(List<IsoBox> properties) {
        PictureSize largest = null;
        for (IsoBox property : properties) {
            if (property.type().equals("ispe")) {
                ByteBuffer ispe = property.content();
                PictureSize size = new PictureSize(ispe.getInt(4), ispe.getInt(8));
                if (largest == null || size.pixels() > largest.pixels()) {
                    largest = size;
                }
            }
        }
        return largest;
    }

    /** What is seen of it: a part of it, maybe turned (ISO/IEC 23008-12, 6.5). */
    private PictureSize shown(List<IsoBox> properties) {
        PictureSize shown = this;
        for (IsoBox property : properties) {
            ByteBuffer content = property.content();
            if (property.type().equals("clap")) {
                shown =
                        new PictureSize(
                                part(content, 0, shown.width), part(content, 8, shown.height));
            } else if (property.type().equals("irot") && (content.get(0) & 1) == 1) {
                shown = new PictureSize(shown.height, shown.width);
            }
        }
        return shown;
    }

    /** A fraction, as far as it is one that can be. */
    private static int part(ByteBuffer clap, int at, int whole) {
        int divisor = clap.getInt(at + 4);
        int part = divisor == 0 ? 0 : clap.getInt(at) / divisor;
        return part > 0 && part <= whole ? part : whole;
    }

    private long pixels() {
        return (long) width * height;
    }
}
