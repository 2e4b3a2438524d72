// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.event.EventJson;
import org.junit.jupiter.api.Test;

/** The part of an answer of /sync that concerns the device is read as a whole or not at all. */
class DeviceReaderTest {

    private static SyncAnswer read(String json) throws IOException {
        return read(json, new DeviceReader());
    }

    private static SyncAnswer read(String json, DeviceReader device) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new SyncReader(device).read(new ByteArrayInputStream(bytes));
    }

    private static String toDevice(String... events) {
        return "\"to_device\":{\"events\":[" + String.join(",", events) + "]}";
    }

    private static String event(String type) {
        return "{\"type\":\"" + type + "\",\"sender\":\"@a:x\",\"content\":{}}";
    }

    @Test
    void readsWhatConcernsTheDevice() throws IOException {
        DeviceUpdate device =
                read("{"
                                + toDevice(event("m.one"), event("m.two"))
                                + ",\"device_lists\":{\"changed\":[\"@a:x\",\"@b:x\"],\"left\":[\"@c:x\"]},"
                                + "\"device_one_time_keys_count\":{\"signed_curve25519\":7,\"odd\":\"x\"},"
                                + "\"device_unused_fallback_key_types\":[\"signed_curve25519\"],"
                                + "\"next_batch\":\"s1\"}")
                        .device();
        assertThat(device.events())
                .extracting(event -> event.tree().get("type").asText())
                .containsExactly("m.one", "m.two");
        assertThat(device.changed()).containsExactly("@a:x", "@b:x");
        assertThat(device.left()).containsExactly("@c:x");
        assertThat(device.oneTimeKeys()).isEqualTo(Map.of("signed_curve25519", 7, "odd", 0));
        assertThat(device.unusedFallbackKeys()).containsExactly("signed_curve25519");
    }

    @Test
    void tellsWhatIsAbsentFromWhatIsEmpty() throws IOException {
        assertThat(read("{\"next_batch\":\"s1\"}").device()).isEqualTo(DeviceUpdate.NONE);
        DeviceUpdate empty =
                read("{\"device_one_time_keys_count\":{},\"device_unused_fallback_key_types\":[]}")
                        .device();
        assertThat(empty.oneTimeKeys()).isEmpty();
        assertThat(empty.unusedFallbackKeys()).isEmpty();
    }

    @Test
    void keepsAllOfItThoughTheRoomsAreMoreThanFits() throws IOException {
        String large =
                "{\"type\":\"m.room.message\",\"event_id\":\"$%d\",\"sender\":\"@a:x\","
                        + "\"content\":{\"body\":\""
                        + "x".repeat(500_000)
                        + "\"}}";
        String timeline =
                IntStream.range(0, 20).mapToObj(large::formatted).collect(Collectors.joining(","));
        SyncAnswer answer =
                read(
                        "{\"rooms\":{\"join\":{\"!a:x\":{\"timeline\":{\"events\":["
                                + timeline
                                + "]}}}},"
                                + toDevice(event("m.one"))
                                + ",\"next_batch\":\"s1\"}");
        assertThat(answer.joined().get(0).timeline().limited()).isTrue();
        assertThat(answer.device().events()).hasSize(1);
    }

    @Test
    void failsWhereItDoesNotFit() {
        String[] events =
                IntStream.range(0, 50).mapToObj(i -> event("m.n" + i)).toArray(String[]::new);
        assertThatThrownBy(() -> read("{" + toDevice(events) + '}', new DeviceReader(1000)))
                .isInstanceOf(LargeDeviceUpdateException.class);
        assertThatThrownBy(
                        () ->
                                read(
                                        "{\"device_lists\":{\"changed\":[\"@"
                                                + "x".repeat(2000)
                                                + "\"]}}",
                                        new DeviceReader(1000)))
                .isInstanceOf(LargeDeviceUpdateException.class);
    }

    @Test
    void namesWhatMendsAnUpdateThatDoesNotFit() {
        Call call =
                new Call(
                        new ApiRequest("GET", URI.create("http://x/"), null, null, 10),
                        "receive events",
                        "",
                        false,
                        new Secret("token"));
        MatrixException failure = call.noAnswer(new LargeDeviceUpdateException(1000));
        assertThat(failure)
                .isInstanceOf(MatrixUnavailableException.class)
                .hasMessageContaining("larger heap");
    }

    /** Any user may send one, and it would be delivered again and again. */
    @Test
    void leavesOutWhatNoClientSends() throws IOException {
        String large = "{\"type\":\"" + "x".repeat(200_000) + "\"}";
        List<EventJson> events =
                read("{" + toDevice("7", "null", large, event("m.good")) + '}').device().events();
        assertThat(events).hasSize(1);
    }
}
