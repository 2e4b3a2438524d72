// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.camelmatrix.event.MediaContent;

/**
 * How a camera was held (Exif, "Orientation"): a thumbnail has no such mark and has to be turned.
 *
 * @param value 1 for upright, up to 8
 */
record ExifOrientation(int value) {

    static final ExifOrientation UPRIGHT = new ExifOrientation(1);

    private static final int TAG = 0x0112;
    private static final int ENTRY = 12;
    private static final int MOST_SEGMENTS = 50;

    /** The orientation of a JPEG file; upright where it does not say. */
    static ExifOrientation of(MediaContent jpeg) throws IOException {
        byte[] beginning;
        try (InputStream in = jpeg.open()) {
            beginning = in.readNBytes(2 * FileKind.BEGINNING);
        }
        try {
            int value = value(ByteBuffer.wrap(beginning));
            return value < 1 || value > 8 ? UPRIGHT : new ExifOrientation(value);
        } catch (RuntimeException e) {
            return UPRIGHT;
        }
    }

    private static int value(ByteBuffer jpeg) {
        int at = 2;
        for (int i = 0; i < MOST_SEGMENTS && (jpeg.get(at) & 0xff) == 0xff; i++) {
            int marker = jpeg.get(at + 1) & 0xff;
            int length = jpeg.getShort(at + 2) & 0xffff;
            if (marker == 0xe1 && isExif(jpeg, at + 4)) {
                return orientation(
                        jpeg.slice(at + 10, Math.min(length - 8, jpeg.limit() - at - 10)));
            }
            if (marker == 0xda) {
                return 1;
            }
            at += 2 + length;
        }
        return 1;
    }

    private static boolean isExif(ByteBuffer jpeg, int at) {
        byte[] name = new byte[6];
        jpeg.get(at, name);
        return new String(name, StandardCharsets.ISO_8859_1).equals("Exif\0\0");
    }

    private static int orientation(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = tiff.getShort(directory) & 0xffff;
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY;
            if ((tiff.getShort(entry) & 0xffff) == TAG) {
                return tiff.getShort(entry + 8) & 0xffff;
            }
        }
        return 1;
    }

    /** Whether width and height are the other way round. */
    boolean isSideways() {
        return value >= 5;
    }

    /** The picture as people see it. */
    BufferedImage upright(BufferedImage picture) {
        if (value == 1) {
            return picture;
        }
        int width = picture.getWidth();
        int height = picture.getHeight();
        BufferedImage turned =
                new BufferedImage(
                        isSideways() ? height : width,
                        isSideways() ? width : height,
                        picture.getType());
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int right = width - 1 - x;
                int below = height - 1 - y;
                int rgb = picture.getRGB(x, y);
                switch (value) {
                    case 2 -> turned.setRGB(right, y, rgb);
                    case 3 -> turned.setRGB(right, below, rgb);
                    case 4 -> turned.setRGB(x, below, rgb);
                    case 5 -> turned.setRGB(y, x, rgb);
                    case 6 -> turned.setRGB(below, x, rgb);
                    case 7 -> turned.setRGB(below, right, rgb);
                    default -> turned.setRGB(y, right, rgb);
                }
            }
        }
        return turned;
    }
}
