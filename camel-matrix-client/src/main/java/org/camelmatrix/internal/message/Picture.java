// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.awt.AWTError;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileCacheImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.camelmatrix.event.MediaContent;

/**
 * How large a picture is, and a smaller one of it where it is large.
 *
 * <p>The size is read before anything is unpacked, and never more is unpacked than a few times what
 * the smaller picture has: a file of some bytes can claim to be a picture of gigabytes.
 *
 * @param width pixels, as people see it
 * @param height pixels, as people see it
 * @param thumbnail a smaller one, or null where it is small, or too large, or broken
 */
public record Picture(int width, int height, Thumbnail thumbnail) {

    /**
     * A picture that is at most 800 by 600.
     *
     * @param bytes the file
     * @param type what is in it, such as {@code image/png}
     * @param width pixels
     * @param height pixels
     */
    public record Thumbnail(byte[] bytes, String type, int width, int height) {}

    static final int WIDEST = 800;
    static final int HIGHEST = 600;

    /** Of these one knows how to read them, by the first bytes and not by the name. */
    private static final Map<String, String> READERS =
            Map.of(
                    "image/png",
                    "png",
                    "image/jpeg",
                    "jpeg",
                    "image/gif",
                    "gif",
                    "image/bmp",
                    "bmp");

    /** Pictures with more pixels are shown without a thumbnail. */
    private static final long MOST_PIXELS = 50_000_000;

    /** Java unpacks a BMP as a whole, however few pixels of it are wanted. */
    private static final int MOST_PIXELS_OF_BMP = 4_000_000;

    /** A row is unpacked as a whole, however few pixels of it are wanted. */
    private static final int LONGEST_ROW = 65_535;

    /** Files that are longer are not unpacked. */
    private static final long LONGEST_FILE = 100L << 20;

    /**
     * A picture in a file.
     *
     * @param type what is in it, as its first bytes show
     * @return null if its size cannot be read
     */
    public static Picture of(MediaContent content, String type) {
        String format = READERS.get(type);
        if (format == null) {
            return withoutThumbnail(content, type);
        }
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        if (!readers.hasNext()) {
            return null;
        }
        ImageReader reader = readers.next();
        try (InputStream in = content.open();
                ImageInputStream stream = new FileCacheImageInputStream(in, null)) {
            reader.setInput(stream, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (width <= 0 || height <= 0) {
                return null;
            }
            boolean jpeg = format.equals("jpeg");
            ExifOrientation turn = jpeg ? ExifOrientation.of(content) : ExifOrientation.UPRIGHT;
            return new Picture(
                    turn.isSideways() ? height : width,
                    turn.isSideways() ? width : height,
                    isWorthIt(content, format, width, height)
                            ? thumbnail(reader, turn, jpeg)
                            : null);
        } catch (IOException | RuntimeException | LinkageError e) {
            return withoutThumbnail(content, type);
        } finally {
            reader.dispose();
        }
    }

    private static Picture withoutThumbnail(MediaContent content, String type) {
        try (InputStream in = content.open()) {
            PictureSize size = PictureSize.of(in.readNBytes(PictureSize.HEAD), type);
            return size == null ? null : new Picture(size.width(), size.height(), null);
        } catch (IOException e) {
            return null;
        }
    }

    private static boolean isWorthIt(MediaContent content, String format, int width, int height) {
        long most = format.equals("bmp") ? MOST_PIXELS_OF_BMP : MOST_PIXELS;
        return (width > WIDEST || height > HIGHEST)
                && width <= LONGEST_ROW
                && (long) width * height <= most
                && content.length() <= LONGEST_FILE;
    }

    /** The smaller picture, or null if the rest of the file is broken, or Java cannot draw here. */
    private static Thumbnail thumbnail(ImageReader reader, ExifOrientation turn, boolean jpeg) {
        try {
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            double scale =
                    Math.min(
                            1,
                            turn.isSideways()
                                    ? Math.min((double) WIDEST / height, (double) HIGHEST / width)
                                    : Math.min((double) WIDEST / width, (double) HIGHEST / height));
            ImageReadParam sparse = reader.getDefaultReadParam();
            int step = Math.max(1, (int) (1 / (scale * 1.5)));
            sparse.setSourceSubsampling(step, step, 0, 0);
            BufferedImage rough = reader.read(0, sparse);
            BufferedImage small =
                    turn.upright(
                            scaled(
                                    rough,
                                    Math.max(1, (int) Math.round(width * scale)),
                                    Math.max(1, (int) Math.round(height * scale)),
                                    jpeg));
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            return ImageIO.write(small, jpeg ? "jpeg" : "png", file)
                    ? new Thumbnail(
                            file.toByteArray(),
                            jpeg ? "image/jpeg" : "image/png",
                            small.getWidth(),
                            small.getHeight())
                    : null;
        } catch (IOException | RuntimeException | LinkageError | AWTError e) {
            return null;
        }
    }

    private static BufferedImage scaled(BufferedImage rough, int width, int height, boolean solid) {
        BufferedImage small =
                new BufferedImage(
                        width,
                        height,
                        solid ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
        Graphics2D canvas = small.createGraphics();
        try {
            canvas.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            canvas.drawImage(rough, 0, 0, width, height, null);
        } finally {
            canvas.dispose();
        }
        return small;
    }
}
