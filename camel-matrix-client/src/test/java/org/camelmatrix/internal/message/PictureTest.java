// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.camelmatrix.event.MediaContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureTest {

    /** Red on the left half, blue on the right one. */
    private static byte[] picture(String format, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(Color.RED);
        canvas.fillRect(0, 0, width / 2, height);
        canvas.setColor(Color.BLUE);
        canvas.fillRect(width / 2, 0, width - width / 2, height);
        canvas.dispose();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, file)).isTrue();
        return file.toByteArray();
    }

    private static Picture of(byte[] file, String type) {
        return Picture.of(MediaContent.of(file), type);
    }

    @ParameterizedTest
    @CsvSource({"png, 1600, 1200", "jpeg, 1600, 1200", "gif, 1600, 1200", "png, 4000, 3000"})
    void makesALargeOneSmaller(String format, int width, int height) throws IOException {
        Picture picture = of(picture(format, width, height), "image/" + format);
        assertThat(picture.width()).isEqualTo(width);
        assertThat(picture.height()).isEqualTo(height);
        BufferedImage small = shown(picture.thumbnail());
        assertThat(small.getWidth()).isEqualTo(800).isEqualTo(picture.thumbnail().width());
        assertThat(small.getHeight()).isEqualTo(600).isEqualTo(picture.thumbnail().height());
        assertThat(new Color(small.getRGB(100, 300)).getRed()).isGreaterThan(200);
        assertThat(new Color(small.getRGB(700, 300)).getBlue()).isGreaterThan(200);
    }

    private static BufferedImage shown(Picture.Thumbnail thumbnail) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(thumbnail.bytes()));
    }

    @Test
    void keepsTheProportionsOfALongOne() throws IOException {
        Picture.Thumbnail small = of(picture("png", 20_000, 50), "image/png").thumbnail();
        assertThat(small.width()).isEqualTo(800);
        assertThat(small.height()).isEqualTo(2);
    }

    @Test
    void leavesASmallOneAsItIs() throws IOException {
        assertThat(of(picture("png", 800, 600), "image/png"))
                .isEqualTo(new Picture(800, 600, null));
    }

    @Test
    void turnsWhatACameraTookSideways() throws IOException {
        byte[] jpeg = picture("jpeg", 1600, 1200);
        byte[] tag = {
            (byte) 0xff,
            (byte) 0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            6,
            0,
            0,
            0,
            0,
            0,
            0
        };
        ByteArrayOutputStream turned = new ByteArrayOutputStream();
        turned.write(jpeg, 0, 2);
        turned.write(tag);
        turned.write(jpeg, 2, jpeg.length - 2);
        Picture picture = of(turned.toByteArray(), "image/jpeg");
        assertThat(picture.width()).isEqualTo(1200);
        assertThat(picture.height()).isEqualTo(1600);
        BufferedImage small = shown(picture.thumbnail());
        assertThat(small.getWidth()).isEqualTo(450);
        assertThat(small.getHeight()).isEqualTo(600);
        assertThat(new Color(small.getRGB(225, 100)).getRed()).isGreaterThan(200);
        assertThat(new Color(small.getRGB(225, 500)).getBlue()).isGreaterThan(200);
    }

    /** 60,000 by 60,000 pixels in some bytes, of which 10 GB would be unpacked. */
    @Test
    void unpacksNoBomb() throws IOException {
        Picture picture = of(png(60_000, 60_000, new byte[100]), "image/png");
        assertThat(picture).isEqualTo(new Picture(60_000, 60_000, null));
    }

    /** One row of 40,000,000 pixels in some bytes, which would be unpacked as a whole. */
    @Test
    void unpacksNoRowThatIsABomb() throws IOException {
        byte[] file = png(40_000_000, 1, new byte[100]);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Picture picture = of(file, "image/png");
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20L << 20);
        assertThat(picture).isEqualTo(new Picture(40_000_000, 1, null));
    }

    @Test
    void survivesWhatIsBroken() throws IOException {
        assertThat(of(png(2000, 2000, new byte[100]), "image/png"))
                .as("the data ends")
                .isEqualTo(new Picture(2000, 2000, null));
        assertThat(of(png(0, 10, new byte[100]), "image/png")).isNull();
        assertThat(of(png(-1, -1, new byte[100]), "image/png")).isNull();
        byte[] whole = picture("jpeg", 1600, 1200);
        for (String format : new String[] {"png", "jpeg", "gif"}) {
            assertThat(of(new byte[0], "image/" + format)).isNull();
            assertThat(of("not a picture".getBytes(StandardCharsets.UTF_8), "image/" + format))
                    .isNull();
        }
        for (int length = 0; length < 700; length += 7) {
            of(Arrays.copyOf(whole, length), "image/jpeg");
        }
        assertThat(of(whole, "image/webp")).as("it is none").isNull();
    }

    private static byte[] png(int width, int height, byte[] pixels) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(file);
        out.write("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(head);
        fields.writeInt(width);
        fields.writeInt(height);
        fields.write(new byte[] {8, 2, 0, 0, 0});
        chunk(out, "IHDR", head.toByteArray());
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater =
                new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_COMPRESSION))) {
            deflater.write(pixels);
        }
        chunk(out, "IDAT", packed.toByteArray());
        chunk(out, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) sum.getValue());
    }
}
