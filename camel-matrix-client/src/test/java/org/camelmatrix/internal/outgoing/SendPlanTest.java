// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.camelmatrix.event.MediaContent;
import org.junit.jupiter.api.Test;

class SendPlanTest {

    @Test
    void givesTheSameDigestToTheSameContent() {
        assertThat(events("one", "two").digest()).isEqualTo(events("one", "two").digest());
        assertThat(file("text", "message.md", "body").digest())
                .isEqualTo(file("text", "message.md", "body").digest());
    }

    @Test
    void givesAnotherDigestToAnyOther() {
        Stream<SendPlan> plans =
                Stream.of(
                        events("one"),
                        events("two"),
                        events("one", "two"),
                        events("two", "one"),
                        events("one", "three"),
                        SendPlan.Events.of(event("m.reaction", "one")),
                        file("text", "message.md", "one"),
                        file("other", "message.md", "one"),
                        file("text", "message.txt", "one"),
                        file("text", "message.md", "two"));
        assertThat(plans.map(plan -> HexFormat.of().formatHex(plan.digest())))
                .doesNotHaveDuplicates();
    }

    @Test
    void pointsToTheFileOnceItIsKept() {
        SendPlan.FileThenEvent plan = file("text", "message.md", "body");
        byte[] before = plan.digest();
        assertThat(plan.event(new UploadedFile.Plain("mxc://a/b")).content())
                .hasToString("{\"body\":\"body\",\"url\":\"mxc://a/b\"}");
        assertThat(plan.event(new UploadedFile.Plain("mxc://a/c")).content().get("url").asText())
                .isEqualTo("mxc://a/c");
        assertThat(plan.digest()).as("whatever URI the homeserver gives").isEqualTo(before);
    }

    @Test
    void tellsFilesApartByNameTypeAndBytes() throws IOException {
        byte[] bytes = new byte[1000];
        byte[] others = bytes.clone();
        others[999] = 1;
        assertThat(media("a", "image/png", bytes).digest())
                .isEqualTo(media("a", "image/png", bytes.clone()).digest());
        assertThat(
                        Stream.of(
                                        media("a", "image/png", bytes),
                                        media("b", "image/png", bytes),
                                        media("a", "image/gif", bytes),
                                        media("a", "image/png", others),
                                        media("a", "image/png", new byte[999]))
                                .map(plan -> HexFormat.of().formatHex(plan.digest())))
                .doesNotHaveDuplicates();
    }

    /** Its beginning, its end and its length have to do, as to read it all takes too long. */
    @Test
    void tellsLargeFilesApartByTheirEnds() throws IOException {
        byte[] bytes = new byte[(64 << 20) + 1];
        byte[] first = fingerprint(bytes);
        assertThat(fingerprint(bytes)).isEqualTo(first);
        bytes[bytes.length - 1] = 1;
        assertThat(fingerprint(bytes)).isNotEqualTo(first);
        assertThat(fingerprint(new byte[(64 << 20) + 2])).isNotEqualTo(first);
    }

    private static byte[] fingerprint(byte[] bytes) throws IOException {
        return MediaFile.of(MediaContent.of(bytes), "a", "image/png").fingerprint();
    }

    @Test
    void pointsToEachFileAndItsThumbnail() throws IOException {
        MediaFile file = MediaFile.of(MediaContent.of(new byte[1]), "a", "image/png");
        SendPlan.Media plan =
                new SendPlan.Media(
                        List.of(
                                SendPlan.Media.Part.of(event("m.room.message", "text")),
                                new SendPlan.Media.Part(event("m.room.message", "a"), file, file),
                                new SendPlan.Media.Part(event("m.room.message", "b"), file, null)));
        assertThat(plan.files()).hasSize(3);
        assertThat(plan.events(plain("mxc://1", "mxc://2", "mxc://3")))
                .extracting(event -> event.content().toString())
                .containsExactly(
                        "{\"body\":\"text\"}",
                        "{\"body\":\"a\",\"url\":\"mxc://1\",\"info\":{\"thumbnail_url\":\"mxc://2\"}}",
                        "{\"body\":\"b\",\"url\":\"mxc://3\"}");
    }

    @Test
    void carriesTheKeyOfAnEncryptedFileInPlaceOfItsUrl() throws IOException {
        MediaFile file = MediaFile.of(MediaContent.of(new byte[1]), "a", "image/png");
        SendPlan.Media plan =
                new SendPlan.Media(
                        List.of(new SendPlan.Media.Part(event("m.room.message", "a"), file, file)));
        assertThat(plan.events(List.of(encrypted("mxc://1"), encrypted("mxc://2"))))
                .extracting(event -> event.content().toString())
                .containsExactly(
                        "{\"body\":\"a\",\"file\":{\"url\":\"mxc://1\"},"
                                + "\"info\":{\"thumbnail_file\":{\"url\":\"mxc://2\"}}}");
    }

    private static UploadedFile encrypted(String uri) {
        return new UploadedFile.Encrypted(JsonNodeFactory.instance.objectNode().put("url", uri));
    }

    private static List<UploadedFile> plain(String... uris) {
        return Stream.of(uris).<UploadedFile>map(UploadedFile.Plain::new).toList();
    }

    private static SendPlan media(String name, String type, byte[] bytes) throws IOException {
        return new SendPlan.Media(
                List.of(
                        new SendPlan.Media.Part(
                                event("m.room.message", "body"),
                                MediaFile.of(MediaContent.of(bytes), name, type),
                                null)));
    }

    private static SendPlan events(String... bodies) {
        return new SendPlan.Events(
                List.of(bodies).stream().map(body -> event("m.room.message", body)).toList());
    }

    private static SendPlan.FileThenEvent file(String text, String name, String body) {
        return new SendPlan.FileThenEvent(
                text.getBytes(StandardCharsets.UTF_8),
                name,
                "text/plain",
                event("m.room.message", body));
    }

    private static OutgoingEvent event(String type, String body) {
        return new OutgoingEvent(type, JsonNodeFactory.instance.objectNode().put("body", body));
    }
}
