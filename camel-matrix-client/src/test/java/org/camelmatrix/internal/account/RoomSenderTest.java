// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.account.RoomSender.Accepted;
import org.camelmatrix.internal.encryption.Destination;
import org.camelmatrix.internal.encryption.NoEncryption;
import org.camelmatrix.internal.encryption.RoomEncryption;
import org.camelmatrix.internal.encryption.SealedEvent;
import org.camelmatrix.internal.encryption.SealedFile;
import org.camelmatrix.internal.outgoing.MediaFile;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.TransactionId;
import org.camelmatrix.internal.queue.SendQueue;
import org.camelmatrix.internal.queue.Workers;
import org.camelmatrix.store.MemoryStateStore;
import org.junit.jupiter.api.Test;

/** The way of an event to a room, with a homeserver on paper. */
class RoomSenderTest {

    private static final RoomId ROOM = new RoomId("!room");
    private static final String SEND = "PUT rooms/!room/send/m.room.message/t";
    private static final String MEMBER = "GET rooms/!room/state/m.room.member/@bot:example.org";
    private static final String LEVELS = "GET rooms/!room/state/m.room.power_levels/";
    private static final String ENCRYPTION = "GET rooms/!room/state/m.room.encryption/";
    private static final String JOIN = "POST join/!room";
    private static final String FORBIDDEN = "{\"errcode\":\"M_FORBIDDEN\",\"error\":\"no\"}";
    private static final String SENT = "{\"event_id\":\"$event\"}";

    private final PaperHomeserver homeserver = new PaperHomeserver();
    private Instant now = Instant.EPOCH;
    private RoomEncryption encryption = new NoEncryption();

    RoomSenderTest() {
        homeserver.answer(SEND, 200, SENT);
        homeserver.answer("GET joined_rooms", 200, "{\"joined_rooms\":[\"!room\"]}");
        homeserver.answer(JOIN, 200, "{\"room_id\":\"!room\"}");
    }

    @Test
    void sendsToAKnownRoomWithOneRequest() {
        RoomSender sender = sender();
        assertThat(send(sender)).isEqualTo(new Accepted(ROOM, new EventId("$event"), null));
        homeserver.asked.clear();
        homeserver.answer("PUT rooms/!room/send/m.room.message/u", 200, "{\"event_id\":\"$b\"}");
        send(sender, "u");
        assertThat(homeserver.asked).containsExactly("PUT rooms/!room/send/m.room.message/u");
    }

    @Test
    void joinsAgainOnceWhereTheHomeserverHasRemovedTheAccount() {
        homeserver.answerOnce(SEND, 403, FORBIDDEN);
        homeserver.answer(MEMBER, 200, "{\"membership\":\"leave\"}");
        assertThat(send(sender()).event()).isEqualTo(new EventId("$event"));
        assertThat(homeserver.asked(SEND)).hasSize(2);
        assertThat(homeserver.asked(JOIN)).hasSize(1);
    }

    @Test
    void saysThatAPermissionIsMissingAndAsksNothingMoreForAWhile() {
        homeserver.answer(SEND, 403, FORBIDDEN);
        homeserver.answer(MEMBER, 200, "{\"membership\":\"join\"}");
        homeserver.answer(LEVELS, 200, "{\"events_default\":50}");
        homeserver.answer(ENCRYPTION, 404, "{\"errcode\":\"M_NOT_FOUND\",\"error\":\"none\"}");
        homeserver.answer(
                "GET rooms/!room/state",
                200,
                "[{\"type\":\"m.room.create\",\"state_key\":\"\",\"sender\":\"@a:example.org\","
                        + "\"content\":{\"room_version\":\"10\"},\"event_id\":\"$c\"}]");
        RoomSender sender = sender();
        assertRefused(sender, "give @bot:example.org the permission");
        assertThat(homeserver.asked(JOIN)).as("a room that it is in").isEmpty();
        homeserver.asked.clear();
        assertRefused(sender, "give @bot:example.org the permission");
        assertThat(homeserver.asked).containsExactly(SEND);
        now = now.plus(Duration.ofMinutes(6));
        homeserver.asked.clear();
        assertRefused(sender, "give @bot:example.org the permission");
        assertThat(homeserver.asked).contains(SEND, MEMBER);
    }

    @Test
    void saysThatTheMessageIsNotAcceptedWhereThePermissionIsThere() {
        homeserver.answer(SEND, 403, FORBIDDEN);
        homeserver.answer(MEMBER, 200, "{\"membership\":\"join\"}");
        homeserver.answer(LEVELS, 200, "{\"events_default\":0}");
        assertRefused(sender(), "does not accept this message");
    }

    @Test
    void repeatsNothingAfterAFailureThatSaysNothingOfTheRoom() {
        homeserver.answer(SEND, 500, "{\"errcode\":\"M_UNKNOWN\",\"error\":\"oops\"}");
        assertThatThrownBy(() -> send(sender()))
                .hasCauseInstanceOf(MatrixUnavailableException.class);
        assertThat(homeserver.asked(SEND)).hasSize(1);
    }

    @Test
    void sendsNothingToAnEncryptedRoomWithoutEncryption() {
        homeserver.answer(ENCRYPTION, 200, "{\"algorithm\":\"m.megolm.v1.aes-sha2\"}");
        assertRefused(sender(), "is encrypted");
        assertThat(homeserver.asked(SEND)).isEmpty();
    }

    @Test
    void sendsWhatTheEncryptionHasSealedAndNothingElse() {
        homeserver.answer(ENCRYPTION, 200, "{\"algorithm\":\"m.megolm.v1.aes-sha2\"}");
        homeserver.answer("PUT rooms/!room/send/m.room.encrypted/t", 200, SENT);
        encryption = new SealsAll();
        send(sender());
        assertThat(homeserver.asked(SEND)).isEmpty();
        assertThat(homeserver.bodies).contains("{\"ciphertext\":\"t\"}");
        assertThat(homeserver.bodies).noneMatch(body -> body.contains("hello"));
    }

    @Test
    void sendsAgainAnEventThatTheHomeserverMadeOneWithAnother() {
        RoomSender sender = sender();
        send(sender, "t");
        homeserver.answer("PUT rooms/!room/send/m.room.message/u", 200, SENT);
        homeserver.answer(
                "PUT rooms/!room/send/m.room.message/" + new TransactionId("u").another().value(),
                200,
                "{\"event_id\":\"$other\"}");
        assertThat(send(sender, "u").event()).isEqualTo(new EventId("$other"));
    }

    private void assertRefused(RoomSender sender, String words) {
        assertThatThrownBy(() -> send(sender))
                .cause()
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining(words);
    }

    private Accepted send(RoomSender sender) {
        return send(sender, "t");
    }

    private Accepted send(RoomSender sender, String id) {
        ObjectNode content = JsonNodeFactory.instance.objectNode().put("body", "hello");
        RoomSender.Target target =
                new RoomSender.Target(
                        new Recipient.Room(ROOM, List.of()), UpgradePolicy.STAY, ROOM);
        return sender.send(
                        homeserver.session,
                        target,
                        new OutgoingEvent("m.room.message", content),
                        in -> new TransactionId(id))
                .join();
    }

    private RoomSender sender() {
        RoomDirectory rooms = new RoomDirectory(() -> now, Runnable::run);
        EncryptedRooms encryptedRooms =
                new EncryptedRooms(
                        new MemoryStateStore(), Duration.ofHours(1), () -> now, Runnable::run);
        ProxySender proxy = new ProxySender(() -> now, Runnable::run);
        rooms.enter(homeserver.session, new Recipient.Room(ROOM, List.of())).join();
        return new RoomSender(
                rooms,
                new DowngradeCheck(rooms, encryptedRooms),
                new EventSender(encryptedRooms, encryption, proxy),
                new RelatedEvents(),
                new SendQueue(1, new Workers(Runnable::run, null)));
    }

    /** An encryption that gives each transaction its own ciphertext. */
    private static final class SealsAll implements RoomEncryption {

        @Override
        public CompletableFuture<SealedEvent> seal(
                Destination destination, OutgoingEvent event, TransactionId transaction) {
            ObjectNode content = JsonNodeFactory.instance.objectNode();
            content.put("ciphertext", transaction.value());
            return CompletableFuture.completedFuture(
                    new SealedEvent.Clear(new OutgoingEvent("m.room.encrypted", content)));
        }

        @Override
        public SealedFile seal(Destination destination, MediaFile file) throws MatrixException {
            throw new UnsupportedOperationException();
        }
    }
}
