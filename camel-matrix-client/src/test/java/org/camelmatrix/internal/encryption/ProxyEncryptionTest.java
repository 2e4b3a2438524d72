// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.event.MediaContent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.encryption.SealedEvent.ThroughProxy;
import org.camelmatrix.internal.outgoing.MediaFile;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.TransactionId;
import org.junit.jupiter.api.Test;

/** What a proxy gets to encrypt. */
class ProxyEncryptionTest {

    private static final RoomId ROOM = new RoomId("!room");
    private static final Destination ENCRYPTED = new Destination(ROOM, true);
    private static final Destination UNENCRYPTED = new Destination(ROOM, false);
    private static final MatrixException GUARD_REFUSED =
            new MatrixRejectedException("float", 400, "M_BAD_JSON", null);
    private static final MatrixException ROOM_UNKNOWN =
            new MatrixUnavailableException("did not manage to sync", 500, "M_UNKNOWN");

    private final ProxyEncryption encryption = new ProxyEncryption();

    @Test
    void guardsEachEventForAnEncryptedRoomWithANumberThatNoHomeserverTakesInClear() {
        SealedEvent sealed = seal(ENCRYPTED);
        ObjectNode content = sealed.event().content();
        assertThat(content.get(ProxyEncryption.GUARD).isDouble()).isTrue();
        assertThat(content.get("body").asText()).isEqualTo("x");
        assertThat(content.size()).isEqualTo(3);
    }

    @Test
    void sealsARepeatedEventWithTheSameBytes() {
        assertThat(seal(ENCRYPTED).event().json()).isEqualTo(seal(ENCRYPTED).event().json());
    }

    @Test
    void leavesAnEventForARoomWithoutEncryptionAsItIs() {
        assertThat(seal(UNENCRYPTED)).isEqualTo(new ThroughProxy(event(), false));
    }

    @Test
    void tellsAProxyThatIsNotReadyFromARefusal() {
        assertThat(seal(ENCRYPTED).isTooEarly(GUARD_REFUSED)).isTrue();
        assertThat(seal(ENCRYPTED).isTooEarly(ROOM_UNKNOWN)).isTrue();
        assertThat(seal(UNENCRYPTED).isTooEarly(ROOM_UNKNOWN)).isTrue();
        assertThat(seal(UNENCRYPTED).isTooEarly(GUARD_REFUSED))
                .as("the content itself is refused")
                .isFalse();
        assertThat(
                        seal(ENCRYPTED)
                                .isTooEarly(
                                        new MatrixRejectedException(
                                                "no", 403, "M_FORBIDDEN", null)))
                .isFalse();
    }

    @Test
    void reliesOnTheGuardOnlyInRoomVersionsThatRefuseIt() {
        for (String strict : List.of("6", "9", "10", "12")) {
            ThroughProxy.requireVersionThatRefusesGuard(ROOM, strict);
        }
        for (String old : List.of("1", "5", "org.example.own")) {
            assertThatThrownBy(() -> ThroughProxy.requireVersionThatRefusesGuard(ROOM, old))
                    .isInstanceOf(MatrixRejectedException.class)
                    .hasMessageContaining("version " + old);
        }
    }

    @Test
    void sealsNoFileAsAProxyEncryptsItForNobody() {
        MediaFile file = new MediaFile(MediaContent.of(new byte[1]), "a", "image/png", new byte[0]);
        for (Destination each : List.of(ENCRYPTED, UNENCRYPTED, Destination.NO_ROOM)) {
            assertThatThrownBy(() -> encryption.seal(each, file))
                    .isInstanceOf(MatrixRejectedException.class)
                    .hasMessageContaining("No file can be sent");
        }
    }

    private ThroughProxy seal(Destination destination) {
        return (ThroughProxy) encryption.seal(destination, event(), new TransactionId("t")).join();
    }

    private static OutgoingEvent event() {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("msgtype", "m.text").put("body", "x");
        return new OutgoingEvent("m.room.message", content);
    }
}
