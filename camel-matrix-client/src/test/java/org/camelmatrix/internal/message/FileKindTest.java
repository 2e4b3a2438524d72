// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileKindTest {

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({
        "report.pdf, application/pdf",
        "REPORT.PDF, application/pdf",
        "photo.jpeg, image/jpeg",
        "song.mp3, audio/mpeg",
        "film.mp4, video/mp4",
        "sheet.xlsx, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "notes.md, text/markdown",
        "page.html, text/html",
        "data.csv, text/csv",
        "order.xml, application/xml",
        "readme, text/plain",
        "notes.unheard-of, text/plain"
    })
    void goesByTheNameOfAText(String name, String type) {
        assertThat(FileKind.of(null, name, latin("hello"))).isEqualTo(type);
    }

    @Test
    void believesTheFirstBytesMoreThanTheName() {
        assertThat(FileKind.of(null, "a.txt", latin("%PDF-1.7\n"))).isEqualTo("application/pdf");
        assertThat(FileKind.of("text/plain", "a.txt", latin("\u0089PNG\r\n\u001a\n")))
                .isEqualTo("image/png");
        assertThat(FileKind.of(null, null, latin("RIFF\0\0\0\0WEBPVP8 "))).isEqualTo("image/webp");
        assertThat(FileKind.of(null, null, latin("RIFF\0\0\0\0WAVEfmt "))).isEqualTo("audio/wav");
        assertThat(FileKind.of(null, null, latin("\0\0\0\u0020ftypisom"))).isEqualTo("video/mp4");
        assertThat(FileKind.of(null, null, latin("\0\0\0\u0020ftypM4A "))).isEqualTo("audio/mp4");
    }

    @Test
    void letsTheNameTellWhatIsInAContainer() {
        byte[] zip = latin("PK\u0003\u0004\0\0");
        assertThat(FileKind.of(null, "a.docx", zip)).endsWith("wordprocessingml.document");
        assertThat(FileKind.of(null, "a", zip)).isEqualTo("application/zip");
        assertThat(FileKind.of(null, "a.txt", zip)).isEqualTo("application/zip");
    }

    @Test
    void believesASaidTypeUnlessItSaysNothing() {
        assertThat(FileKind.of("Application/X-Thing; v=1", "a.pdf", latin("x")))
                .isEqualTo("application/x-thing");
        for (String vague :
                new String[] {
                    null,
                    "",
                    "application/octet-stream",
                    "multipart/form-data; boundary=x",
                    "pdf",
                    "a/b\r\nX-Evil: 1",
                    "é/è"
                }) {
            assertThat(FileKind.of(vague, "a.pdf", latin("x"))).isEqualTo("application/pdf");
        }
    }

    @Test
    void tellsTextFromBytesThatAreNone() {
        assertThat(FileKind.of(null, null, latin(""))).isEqualTo("text/plain");
        assertThat(FileKind.of(null, null, "Grüße 🚀".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("text/plain");
        assertThat(FileKind.of(null, null, "日本語".repeat(50).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("text/plain");
        assertThat(FileKind.of(null, null, latin("Gr\u00fc\u00dfe aus M\u00fcnchen")))
                .as("of another character set, which the message asks for")
                .isEqualTo("text/plain");
        assertThat(FileKind.of(null, null, "hello".getBytes(StandardCharsets.UTF_16)))
                .isEqualTo("text/plain");
        assertThat(FileKind.of(null, null, new byte[] {1, 0, 2})).isEqualTo(FileKind.UNKNOWN);
        assertThat(FileKind.of(null, null, latin("\u00fe\u00ff\u0080\u0081\u0090\u0091")))
                .isEqualTo("text/plain");
        assertThat(FileKind.of(null, null, latin("\u00f1\u00f2\u0080\u0081\u0090\u0091")))
                .isEqualTo(FileKind.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, true",
        "text/markdown, true",
        "application/json, true",
        "application/vnd.api+json, true",
        "application/soap+xml, true",
        "image/svg+xml, false",
        "application/pdf, false",
        "application/octet-stream, false"
    })
    void knowsWhatCanBeReadAsAMessage(String type, boolean text) {
        assertThat(FileKind.isText(type)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, image.png",
        "image/jpeg, image.jpeg",
        "application/pdf, file.pdf",
        "text/plain, file.txt",
        "application/octet-stream, file.bin",
        "video/x-unheard-of, video.bin"
    })
    void givesANameToAFileWithout(String type, String name) {
        assertThat(FileKind.nameOf(type)).isEqualTo(name);
    }

    private static final byte[] JPEG = latin("\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF\0");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/jpg",
                "image/pjpeg",
                "IMAGE/JPE; name=a.jpg",
                "image/x-citrix-jpeg",
                "image/png",
                "binary/octet-stream",
                "application/octet-stream",
                "application/force-download",
                "application/x-download",
                "application/x-thing",
                "application/pdf",
                "text/plain",
                "text/plain; charset=utf-8",
                "image/*",
                "*/*",
                "unknown/unknown",
                "multipart/form-data",
                "video/mp4"
            })
    void takesAPictureForWhatItsFirstBytesShow(String said) {
        assertThat(FileKind.of(said, "a.bin", JPEG)).isEqualTo("image/jpeg");
        assertThat(FileKind.of(said, null, latin("\u0089PNG\r\n\u001a\n"))).isEqualTo("image/png");
        assertThat(FileKind.of(said, null, latin("RIFF\0\0\0\0WEBPVP8 "))).isEqualTo("image/webp");
    }

    @ParameterizedTest
    @CsvSource({
        "audio/mp3, audio/mpeg",
        "audio/x-wav, audio/wav",
        "audio/x-m4a, audio/mp4",
        "video/x-m4v, video/mp4",
        "image/x-ms-bmp, image/bmp",
        "image/tif, image/tiff",
        "application/x-pdf, application/pdf",
        "application/x-zip-compressed, application/zip",
        "application/x-gzip, application/gzip"
    })
    void knowsOtherNamesOfATypeWhereTheBytesShowNothing(String said, String type) {
        assertThat(FileKind.of(said, null, new byte[] {1, 0, 2})).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "binary/octet-stream",
                "application/force-download",
                "application/x-download",
                "application/unknown",
                "application/x-www-form-urlencoded",
                "content/unknown"
            })
    void goesByTheNameWhereAVagueTypeIsSaid(String said) {
        byte[] bytes = {1, 0, 2};
        assertThat(FileKind.of(said, "a.docx", bytes)).endsWith("wordprocessingml.document");
        assertThat(FileKind.of(said, "a.mp3", bytes)).isEqualTo("audio/mpeg");
        assertThat(FileKind.of(said, "a.csv", latin("a,b"))).isEqualTo("text/csv");
        assertThat(FileKind.of(said, null, latin("a,b"))).isEqualTo("text/plain");
        assertThat(FileKind.of(said, null, bytes)).isEqualTo(FileKind.UNKNOWN);
    }

    @Test
    void keepsATypeThatSaysMoreThanTheFirstBytes() {
        byte[] gzip = latin("\u001f\u008b\b\0");
        assertThat(FileKind.of("application/x-compressed-tar", null, gzip))
                .isEqualTo("application/x-compressed-tar");
        assertThat(FileKind.of("image/png", null, gzip)).isEqualTo("application/gzip");
        byte[] zip = latin("PK\u0003\u0004\0\0");
        assertThat(FileKind.of("application/epub+zip", "a.zip", zip))
                .isEqualTo("application/epub+zip");
        assertThat(FileKind.of("image/jpg", "a.jpg", zip)).isEqualTo("application/zip");
        assertThat(FileKind.of("video/ogg", null, latin("OggS\0"))).isEqualTo("video/ogg");
    }

    @Test
    void takesBytesThatAreNoTextForAFileWhateverIsSaid() {
        byte[] bytes = {'a', 0, 1, 2};
        assertThat(FileKind.of("text/plain", null, bytes)).isEqualTo(FileKind.UNKNOWN);
        assertThat(FileKind.of(null, "a.txt", bytes)).isEqualTo(FileKind.UNKNOWN);
        assertThat(FileKind.of("application/json", "a.json", bytes)).isEqualTo(FileKind.UNKNOWN);
        assertThat(FileKind.of("text/plain; charset=utf-16le", null, new byte[] {'a', 0}))
                .isEqualTo("text/plain");
        assertThat(FileKind.of(null, null, latin("\u00ff\u00fe\0\u00d8a\0")))
                .as("a byte order mark, and then no UTF-16")
                .isEqualTo(FileKind.UNKNOWN);
    }

    @Test
    void seesSoundAndFilmInRawStreams() {
        assertThat(FileKind.of(null, null, latin("\u00ff\u00fb\u0090\0"))).isEqualTo("audio/mpeg");
        assertThat(
                        FileKind.of(
                                null,
                                null,
                                latin("OggS\0\u0002" + "\0".repeat(22) + "\u0080theora")))
                .isEqualTo("video/ogg");
    }
}
