// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.MediaContent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.outgoing.MediaFile;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.TransactionId;
import org.junit.jupiter.api.Test;

/** What goes out and comes in where nothing encrypts. */
class NoEncryptionTest {

    private static final RoomId ROOM = new RoomId("!room");
    private static final Destination ENCRYPTED = new Destination(ROOM, true);
    private static final Destination UNENCRYPTED = new Destination(ROOM, false);
    private static final TransactionId ID = new TransactionId("t");

    private final NoEncryption encryption = new NoEncryption();
    private final OutgoingEvent event =
            new OutgoingEvent("m.room.message", JsonNodeFactory.instance.objectNode());
    private final MediaFile file =
            new MediaFile(MediaContent.of(new byte[1]), "a", "image/png", new byte[0]);

    @Test
    void refusesAnEventForAnEncryptedRoomAndNamesTheOption() {
        assertThatThrownBy(encryption.seal(ENCRYPTED, event, ID)::join)
                .cause()
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("!room")
                .hasMessageContaining("encryption=proxy");
        assertThat(encryption.refusal(ROOM)).isPresent();
    }

    @Test
    void sendsTheVeryEventToARoomWithoutEncryption() {
        assertThat(encryption.seal(UNENCRYPTED, event, ID).join().event()).isSameAs(event);
    }

    @Test
    void uploadsFilesInClearButNotForAnEncryptedRoom() {
        assertThat(encryption.seal(UNENCRYPTED, file).file()).isSameAs(file);
        assertThat(encryption.seal(Destination.NO_ROOM, file).file()).isSameAs(file);
        assertThatThrownBy(() -> encryption.seal(ENCRYPTED, file))
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("!room");
    }

    @Test
    void readsWhatIsInClearAndSaysWhyItDoesNotReadTheRest() {
        ObjectNode clear = JsonNodeFactory.instance.objectNode().put("type", "m.room.message");
        assertThat(encryption.read(ROOM, clear)).isEqualTo(new ReadEvent.Clear(clear));
        ObjectNode encrypted =
                JsonNodeFactory.instance.objectNode().put("type", "m.room.encrypted");
        assertThat(encryption.read(ROOM, encrypted))
                .isInstanceOfSatisfying(
                        ReadEvent.Never.class,
                        never -> assertThat(never.reason()).contains("no keys"));
    }
}
