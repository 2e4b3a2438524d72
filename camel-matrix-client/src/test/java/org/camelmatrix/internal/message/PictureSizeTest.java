// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.camelmatrix.event.MediaContent;
import org.junit.jupiter.api.Test;

/** Pictures of 40 by 30 pixels, as Pillow 13 writes them. */
class PictureSizeTest {

    static final String LOSSY_WEBP =
            "UklGRkIAAABXRUJQVlA4IDYAAAAwAwCdASooAB4AP83m7XA/uDIrJWgD8DmJZwDIIBJjuu"
                    + "gAAP7Qym79v3Z2i0xsRjzGh9AAAAA=";

    static final String LOSSLESS_WEBP = "UklGRh4AAABXRUJQVlA4TBEAAAAvJ0AHAAdQjyLXo/+BiOh/AAA=";

    private static final String WEBP_WITH_ALPHA =
            "UklGRmYAAABXRUJQVlA4WAoAAAAQAAAAJwAAHQAAQUxQSAoAAAABB1CtiAhERP8DVlA4ID"
                    + "YAAAAwAwCdASooAB4AP83m7XA/uDIrJWgD8DmJZwDIIBJjuugAAP7Qym79v3Z2i0xsRjzG"
                    + "h9AAAAA=";

    static final String MOVING_WEBP =
            "UklGRsYAAABXRUJQVlA4WAoAAAACAAAAJwAAHQAAQU5JTQYAAAAAAAAAAABBTk1GUAAAAA"
                    + "AAAAAAACcAAB0AAAAAAAJWUDggOAAAAHADAJ0BKigAHgA/zebucL+4MqslaAPwOYlnANFE"
                    + "7FXfw4LaAAD+1JlVj7frXn7kYAcYsfzdUVAAQU5NRkIAAAAAAAAAAAAnAAAdAAAAAAAAVl"
                    + "A4ICoAAAB0AgCdASooAB4AL53m83mAABnEtIABIXlNIoOAAP7sb9/wAT8/gAggAAA=";

    static final String AVIF =
            "AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADrbWV0YQAAAAAAAAAhaGRscg"
                    + "AAAAAAAAAAcGljdAAAAAAAAAAAAAAAAAAAAAAOcGl0bQAAAAAAAQAAAB5pbG9jAAAAAEQA"
                    + "AAEAAQAAAAEAAAETAAAAJwAAAChpaW5mAAAAAAABAAAAGmluZmUCAAAAAAEAAGF2MDFDb2"
                    + "xvcgAAAABqaXBycAAAAEtpcGNvAAAAFGlzcGUAAAAAAAAAKAAAAB4AAAAQcGl4aQAAAAAD"
                    + "CAgIAAAADGF2MUOBAAwAAAAAE2NvbHJuY2x4AAEADQAGgAAAABdpcG1hAAAAAAAAAAEAAQ"
                    + "QBAoMEAAAAL21kYXQSAAoJGBUn60QENBoQMhgf94eFFd///+LAAADcqMEFWhgnPUUGA4I=";

    private static final String TURNED_AVIF =
            "AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAAD1bWV0YQAAAAAAAAAhaGRscg"
                    + "AAAAAAAAAAcGljdAAAAAAAAAAAAAAAAAAAAAAOcGl0bQAAAAAAAQAAAB5pbG9jAAAAAEQA"
                    + "AAEAAQAAAAEAAAEdAAAAJwAAAChpaW5mAAAAAAABAAAAGmluZmUCAAAAAAEAAGF2MDFDb2"
                    + "xvcgAAAAB0aXBycAAAAFRpcGNvAAAAFGlzcGUAAAAAAAAAKAAAAB4AAAAQcGl4aQAAAAAD"
                    + "CAgIAAAADGF2MUOBAAwAAAAAE2NvbHJuY2x4AAEADQAGgAAAAAlpcm90AwAAABhpcG1hAA"
                    + "AAAAAAAAEAAQUBAoMEhQAAAC9tZGF0EgAKCRgVJ+tEBDQaEDIYH/eHhRXf///iwAAA3KjB"
                    + "BVoYJz1FBgOC";

    static final String HEIC =
            "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAXxtZXRhAAAAAAAAACFoZGxyAAAAAA"
                    + "AAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAABoAABAAAAAAAA"
                    + "ACoAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAA"
                    + "AA/GlwcnAAAADcaXBjbwAAAHVodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEAB"
                    + "DAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQApQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbqrp"
                    + "rm4CGgwIAAAAyAAAADAIRiAAEABkQBwXPBiQAAABNjb2xybmNseAABAA0ABoAAAAAUaXNw"
                    + "ZQAAAAAAAABAAAAAQAAAAChjbGFwAAAAKAAAAAEAAAAeAAAAAf///+gAAAAC////3gAAAA"
                    + "IAAAAQcGl4aQAAAAADCAgIAAAAGGlwbWEAAAAAAAAAAQABBYECAwWEAAAAMm1kYXQAAAAm"
                    + "KAGvBRITVSD6ulI7n90h6sBlGja0qOTGGCd0RpuyZ0tuhwVO1UA=";

    static byte[] file(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private static void assertSize(byte[] file, String type, int width, int height) {
        assertThat(FileKind.of(null, null, file)).isEqualTo(type);
        assertThat(Picture.of(MediaContent.of(file), type))
                .isEqualTo(new Picture(width, height, null));
    }

    @Test
    void readsTheSizeOfWebP() {
        for (String webp : List.of(LOSSY_WEBP, LOSSLESS_WEBP, WEBP_WITH_ALPHA, MOVING_WEBP)) {
            assertSize(file(webp), "image/webp", 40, 30);
        }
    }

    @Test
    void readsTheSizeOfAvifAndHeicAsPeopleSeeThem() {
        assertSize(file(AVIF), "image/avif", 40, 30);
        assertSize(file(TURNED_AVIF), "image/avif", 30, 40);
        assertSize(file(HEIC), "image/heic", 40, 30);
    }

    private static byte[] bmp(int width, int height) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        assertThat(ImageIO.write(image, "bmp", file)).isTrue();
        return file.toByteArray();
    }

    @Test
    void readsTheSizeOfBmpAndMakesALargeOneSmaller() throws IOException {
        assertSize(bmp(40, 30), "image/bmp", 40, 30);
        byte[] upsideDown = bmp(40, 30);
        ByteBuffer.wrap(upsideDown).order(ByteOrder.LITTLE_ENDIAN).putInt(22, -30);
        assertSize(upsideDown, "image/bmp", 40, 30);
        byte[] large = bmp(1_600, 1_200);
        Picture picture = Picture.of(MediaContent.of(large), "image/bmp");
        assertThat(picture.width()).isEqualTo(1_600);
        assertThat(picture.thumbnail().width()).isEqualTo(800);
        assertThat(picture.thumbnail().type()).isEqualTo("image/png");
    }

    @Test
    void unpacksNoBmpThatIsABomb() throws IOException {
        byte[] file = bmp(40, 30);
        ByteBuffer head = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(18, 60_000).putInt(22, 60_000);
        assertThat(Picture.of(MediaContent.of(file), "image/bmp"))
                .isEqualTo(new Picture(60_000, 60_000, null));
    }
}
