// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureTest {

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({
        "x.gif,  '\u0089PNG\r\n\u001a\n...', image/png",
        "x,      '\u00ff\u00d8\u00ff\u00e0', image/jpeg",
        "x.txt,  GIF89a..,                   image/gif",
        "x,      RIFF....WEBPVP8,            image/webp",
        "x.png,  ?,                          image/png",
        "x.JPG,  ?,                          image/jpeg"
    })
    void knowsItsTypeByItsContentOrElseItsName(String name, String content, String type)
            throws IOException {
        Picture picture = Picture.of(file(name, content));
        assertThat(picture.contentType()).isEqualTo(type);
        assertThat(picture.size()).isEqualTo(content.length());
    }

    @ParameterizedTest
    @CsvSource({"x.txt, text", "x, ''", "x.wav, RIFF....WAVE"})
    void refusesWhatIsNoPicture(String name, String content) throws IOException {
        Path file = file(name, content);
        assertThatThrownBy(() -> Picture.of(file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is no picture");
    }

    @Test
    void refusesWhatIsNoFile() {
        assertThatThrownBy(() -> Picture.of(directory))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("There is no file");
    }

    private Path file(String name, String content) throws IOException {
        return Files.write(directory.resolve(name), content.getBytes(StandardCharsets.ISO_8859_1));
    }
}
