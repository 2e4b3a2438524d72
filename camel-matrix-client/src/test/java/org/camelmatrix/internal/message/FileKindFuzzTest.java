// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.camelmatrix.Fuzz;
import org.camelmatrix.event.MediaContent;
import org.junit.jupiter.api.Test;

/** Broken files have a type and either a size or none, and cause no exception. */
class FileKindFuzzTest {

    private static byte[] broken(byte[] whole, Random random) {
        byte[] broken = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
        for (int i = 0; i < Math.min(4, broken.length); i++) {
            broken[random.nextInt(broken.length)] = (byte) random.nextInt();
        }
        return broken;
    }

    @Test
    void readsBrokenPictures() {
        List<String> pictures =
                List.of(
                        PictureSizeTest.LOSSY_WEBP,
                        PictureSizeTest.LOSSLESS_WEBP,
                        PictureSizeTest.MOVING_WEBP,
                        PictureSizeTest.AVIF,
                        PictureSizeTest.HEIC);
        Fuzz.run(
                5_000,
                random -> {
                    byte[] whole =
                            PictureSizeTest.file(pictures.get(random.nextInt(pictures.size())));
                    byte[] broken = broken(whole, random);
                    assertThat(FileKind.of(null, null, broken)).contains("/");
                    String type = FileKind.of(null, null, whole);
                    Picture picture = Picture.of(MediaContent.of(broken), type);
                    assertThat(picture == null || picture.width() > 0 && picture.height() > 0)
                            .isTrue();
                });
    }

    @Test
    void readsBrokenFilms() {
        Fuzz.run(
                5_000,
                random -> {
                    byte[] whole =
                            IsoMediaTest.joined(
                                    IsoMediaTest.brands("mp42", "isom"),
                                    IsoMediaTest.tracks("soun", "text"),
                                    IsoMediaTest.box("mdat"));
                    assertThat(IsoMediaTest.type(null, null, broken(whole, random))).contains("/");
                });
    }
}
