// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.encryption.NoEncryption;
import org.camelmatrix.internal.encryption.ProxyEncryption;
import org.camelmatrix.internal.encryption.RoomEncryption;
import org.camelmatrix.store.MemoryStateStore;
import org.junit.jupiter.api.Test;

/** What a request of the application's own may send in clear. */
class ClearSendCheckTest {

    private static final RoomId ROOM = new RoomId("!room");
    private static final String STATE = "GET rooms/!room/state/m.room.encryption/";

    private final PaperHomeserver homeserver = new PaperHomeserver();

    @Test
    void refusesAnEventInClearForAnEncryptedRoom() {
        encrypt();
        for (String type : List.of("m.room.message", "m.sticker", "org.example.own")) {
            assertThatThrownBy(() -> check(new NoEncryption(), type))
                    .cause()
                    .isInstanceOf(MatrixRejectedException.class)
                    .hasMessageContaining("!room is encrypted")
                    .hasMessageContaining(type)
                    .hasMessageContaining("encryption=proxy");
        }
    }

    @Test
    void letsThroughWhatIsEncryptedAlreadyAndWhatHomeserversRead() {
        encrypt();
        for (String type : List.of("m.room.encrypted", "m.reaction", "m.room.redaction")) {
            check(new NoEncryption(), type);
        }
        assertThat(homeserver.asked).isEmpty();
    }

    @Test
    void letsEventsThroughToARoomWithoutEncryption() {
        check(new NoEncryption(), "m.room.message");
        assertThat(homeserver.asked).containsExactly(STATE);
    }

    @Test
    void leavesEventsToAProxyWithoutARequest() {
        encrypt();
        check(new ProxyEncryption(), "m.room.message");
        assertThat(homeserver.asked).isEmpty();
    }

    private void encrypt() {
        homeserver.answer(STATE, 200, "{\"algorithm\":\"m.megolm.v1.aes-sha2\"}");
    }

    private void check(RoomEncryption encryption, String type) {
        EncryptedRooms rooms =
                new EncryptedRooms(
                        new MemoryStateStore(),
                        Duration.ofMinutes(1),
                        () -> Instant.EPOCH,
                        Runnable::run);
        new ClearSendCheck(rooms, encryption)
                .requireAllowed(homeserver.session.signedIn(), ROOM, type)
                .join();
    }
}
