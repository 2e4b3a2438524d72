// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.camelmatrix.event.MediaContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsoMediaTest {

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] box(String type, byte[]... parts) throws IOException {
        ByteArrayOutputStream box = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(box);
        out.writeInt(8 + Arrays.stream(parts).mapToInt(part -> part.length).sum());
        out.write(latin(type));
        for (byte[] part : parts) {
            out.write(part);
        }
        return box.toByteArray();
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    static byte[] brands(String... brands) throws IOException {
        return box("ftyp", latin(brands[0] + "\0\0\2\0" + String.join("", brands)));
    }

    static byte[] tracks(String... handlers) throws IOException {
        byte[] tracks = {};
        for (String handler : handlers) {
            byte[] hdlr = box("hdlr", new byte[8], latin(handler), new byte[13]);
            tracks = joined(tracks, box("trak", box("tkhd"), box("mdia", box("mdhd"), hdlr)));
        }
        return box("moov", box("mvhd", new byte[100]), tracks);
    }

    static String type(String said, String name, byte[] file) throws IOException {
        byte[] beginning = Arrays.copyOf(file, Math.min(file.length, FileKind.BEGINNING));
        return FileKind.of(said, name, beginning, MediaContent.of(file));
    }

    @ParameterizedTest
    @CsvSource({"isom", "mp42", "mp41", "iso5", "dash", "iso2"})
    void takesTracksOfSoundAloneForSound(String brand) throws IOException {
        byte[] sound = joined(brands(brand, "isom"), tracks("soun"), box("mdat", new byte[90]));
        byte[] film = joined(brands(brand, "isom"), tracks("soun", "vide"), box("mdat"));
        for (String said : new String[] {null, "video/mp4", "application/octet-stream"}) {
            assertThat(type(said, "talk.mp4", sound)).isEqualTo("audio/mp4");
            assertThat(type(said, "talk.mp4", film)).isEqualTo("video/mp4");
        }
    }

    @Test
    void findsTheTracksAtTheEnd() throws IOException {
        byte[] data = new byte[200_000];
        assertThat(type(null, "a.mp4", joined(brands("mp42"), box("mdat", data), tracks("soun"))))
                .isEqualTo("audio/mp4");
        assertThat(type(null, "a.mp4", joined(brands("mp42"), box("mdat", data), tracks("vide"))))
                .isEqualTo("video/mp4");
        byte[] cut = joined(brands("mp42"), Arrays.copyOf(box("mdat", data), 100_000));
        assertThat(type(null, "a.mp4", cut)).isEqualTo("video/mp4");
    }

    @Test
    void goesByWhatIsSaidWhereNoTrackIsFound() throws IOException {
        byte[] file = joined(brands("mp42"), box("mdat", new byte[90]));
        assertThat(type("audio/x-m4a", null, file)).isEqualTo("audio/mp4");
        assertThat(type(null, "a.m4a", file)).isEqualTo("audio/mp4");
        assertThat(type("audio/mpeg", null, file)).isEqualTo("audio/mp4");
        assertThat(type("video/quicktime", null, file)).isEqualTo("video/quicktime");
        assertThat(type("image/jpeg", null, file)).isEqualTo("video/mp4");
        assertThat(type(null, null, file)).isEqualTo("video/mp4");
    }

    @ParameterizedTest
    @CsvSource({
        "mp42, M4A , audio/mp4",
        "isom, M4B , audio/mp4",
        "mif1, avif, image/avif",
        "mif1, heic, image/heic",
        "mif1, miaf, image/heif",
        "3gp4, isom, video/3gpp",
        "qt  , qt  , video/quicktime"
    })
    void looksAtAllBrands(String major, String compatible, String type) throws IOException {
        String first = (major + "    ").substring(0, 4);
        String other = (compatible + "    ").substring(0, 4);
        assertThat(type(null, null, joined(brands(first, other), box("mdat")))).isEqualTo(type);
    }
}
