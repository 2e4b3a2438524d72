// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.concurrent.CompletableFuture;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.encryption.Destination;
import org.camelmatrix.internal.encryption.RoomEncryption;
import org.camelmatrix.internal.encryption.SealedEvent;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.TransactionId;

/**
 * Seals events and sends them to the homeserver. Only this path sends messages.
 *
 * <p>Any thread may call.
 */
final class EventSender {

    /** How often an event is sent that the homeserver merges with another event. */
    private static final int ATTEMPTS = 5;

    private final RecentEventIds recentIds = new RecentEventIds();
    private final EncryptedRooms encryptedRooms;
    private final RoomEncryption encryption;
    private final ProxySender proxy;

    EventSender(EncryptedRooms encryptedRooms, RoomEncryption encryption, ProxySender proxy) {
        this.encryptedRooms = encryptedRooms;
        this.encryption = encryption;
        this.proxy = proxy;
    }

    /**
     * Sends an event to a room that the account is in, as an event of its own.
     *
     * @return its id; failed if the encryption refuses the event for this room
     */
    CompletableFuture<EventId> send(
            Session session, RoomId room, OutgoingEvent event, TransactionId transaction) {
        return sendAlone(session, room, event, transaction, ATTEMPTS);
    }

    /** Sends an event again if the homeserver gave the id of an event that was sent before. */
    private CompletableFuture<EventId> sendAlone(
            Session session,
            RoomId room,
            OutgoingEvent event,
            TransactionId transaction,
            int attempts) {
        return sealAndSend(session, room, event, transaction)
                .thenCompose(
                        id -> {
                            if (recentIds.remember(id, transaction) || attempts == 1) {
                                return CompletableFuture.completedFuture(id);
                            }
                            TransactionId another = transaction.another();
                            return sendAlone(session, room, event, another, attempts - 1);
                        });
    }

    private CompletableFuture<EventId> sealAndSend(
            Session session, RoomId room, OutgoingEvent event, TransactionId transaction) {
        return encryptedRooms
                .isEncrypted(session, room)
                .thenCompose(
                        encrypted ->
                                encryption.seal(
                                        new Destination(room, encrypted), event, transaction))
                .thenCompose(ready -> send(session, room, ready, transaction));
    }

    private CompletableFuture<EventId> send(
            Session session, RoomId room, SealedEvent event, TransactionId transaction) {
        return event instanceof SealedEvent.ThroughProxy through
                ? proxy.send(session, room, through, transaction)
                : session.client()
                        .sending()
                        .send(session.credentials(), room, event.event(), transaction);
    }
}
