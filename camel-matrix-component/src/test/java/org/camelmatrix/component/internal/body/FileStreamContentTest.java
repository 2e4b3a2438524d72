// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component.internal.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStreamContentTest {

    private static final int READ_BEFORE = 1000;
    private static final int BEGINNING = 100;

    @TempDir private Path folder;
    private Path file;
    private byte[] left;

    @BeforeEach
    void write() throws IOException {
        byte[] bytes = new byte[300_000];
        new Random(8).nextBytes(bytes);
        file = Files.write(folder.resolve("a.bin"), bytes);
        left = Arrays.copyOfRange(bytes, READ_BEFORE, bytes.length);
    }

    private static FileStreamContent of(InputStream stream) throws IOException {
        stream.skipNBytes(READ_BEFORE);
        return FileStreamContent.of(stream, stream.readNBytes(BEGINNING));
    }

    @Test
    void readsWhatIsLeftOfTheStreamOfAFileAsOftenAsOneLikes() throws IOException {
        for (InputStream stream :
                List.of(new FileInputStream(file.toFile()), Files.newInputStream(file))) {
            try (stream) {
                FileStreamContent content = of(stream);
                assertThat(content.length()).isEqualTo(left.length);
                assertThat(content.open()).hasBinaryContent(left);
                assertThat(content.open()).hasBinaryContent(left);
                assertThat(content.beginning()).isEqualTo(Arrays.copyOf(left, BEGINNING));
            }
        }
    }

    @Test
    void givesEachReadingAPlaceOfItsOwn() throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            FileStreamContent content = of(stream);
            InputStream first = content.open();
            InputStream second = content.open();
            assertThat(first.readNBytes(5000)).isEqualTo(Arrays.copyOf(left, 5000));
            second.skipNBytes(left.length - 10);
            assertThat(second.readAllBytes())
                    .isEqualTo(Arrays.copyOfRange(left, left.length - 10, left.length));
            assertThat(first).hasBinaryContent(Arrays.copyOfRange(left, 5000, left.length));
        }
    }

    @Test
    void takesNoMoreOfAStreamThatMayNotGoBack() throws IOException {
        for (InputStream stream :
                List.of(
                        new FilterInputStream(Files.newInputStream(file)) {},
                        new BufferedInputStream(Files.newInputStream(file)),
                        new ByteArrayInputStream(Files.readAllBytes(file)))) {
            try (stream) {
                assertThat(of(stream)).isNull();
                assertThat(stream)
                        .hasBinaryContent(Arrays.copyOfRange(left, BEGINNING, left.length));
            }
        }
    }

    @Test
    void saysThatSomebodyElseHasMovedTheStream() throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            FileStreamContent content = of(stream);
            stream.skipNBytes(10);
            assertThatThrownBy(content::beginning)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("other bytes");
        }
    }
}
