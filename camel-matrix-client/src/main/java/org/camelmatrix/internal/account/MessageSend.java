// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.encryption.Destination;
import org.camelmatrix.internal.encryption.SealedFile;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.SendPlan;
import org.camelmatrix.internal.outgoing.TransactionId;
import org.camelmatrix.internal.outgoing.UploadedFile;

/**
 * One message that is being sent. It keeps what the homeserver has accepted of it, so that the next
 * attempt goes on from there.
 *
 * <p>One attempt at a time; the next may come from another thread.
 */
final class MessageSend {

    private final SendOrder order;
    private final Senders senders;
    private final List<EventId> accepted = new ArrayList<>();
    private final List<UploadedFile> uploaded = new ArrayList<>();

    MessageSend(SendOrder order, Senders senders) {
        this.order = order;
        this.senders = senders;
    }

    /** Sends what the homeserver has not accepted yet. */
    CompletableFuture<SentMessage> attempt(Session session) {
        return senders.rooms()
                .enter(session, order.recipient(), order.upgrades())
                .thenCompose(room -> order.once(session.user(), room, () -> send(session, room)));
    }

    private CompletableFuture<SentMessage> send(Session session, RoomId room) {
        if (order.plan() instanceof SendPlan.Redaction redaction) {
            return redactRest(session, room, redaction);
        }
        return uploadRest(session, room)
                .thenCompose(done -> sendRest(session, room, order.plan().events(uploaded)));
    }

    private CompletableFuture<SentMessage> redactRest(
            Session session, RoomId room, SendPlan.Redaction redaction) {
        int part = accepted.size();
        if (part == redaction.targets().size()) {
            return CompletableFuture.completedFuture(new SentMessage(room, List.copyOf(accepted)));
        }
        return senders.events()
                .redact(
                        session,
                        target(room),
                        redaction.targets().get(part),
                        redaction.reason(),
                        in -> id(session, in, part))
                .thenCompose(
                        sent -> {
                            accepted.add(sent.event());
                            return redactRest(session, sent.room(), redaction);
                        });
    }

    /** Uploads all files before the first event, so that none of them leaves half a message. */
    private CompletableFuture<Void> uploadRest(Session session, RoomId room) {
        if (uploaded.size() == order.plan().files().size()) {
            return CompletableFuture.completedFuture(null);
        }
        return senders.downgrades()
                .requireNoDowngrade(session, order.recipient(), room)
                .thenCompose(may -> senders.encryptedRooms().isEncrypted(session, room))
                .thenCompose(encrypted -> seal(session, new Destination(room, encrypted)))
                .thenCompose(files -> uploadRest(session, files));
    }

    private CompletableFuture<List<SealedFile>> seal(Session session, Destination destination) {
        return senders.uploads().seal(session, destination, order.plan());
    }

    private CompletableFuture<Void> uploadRest(Session session, List<SealedFile> files) {
        if (uploaded.size() == files.size()) {
            return CompletableFuture.completedFuture(null);
        }
        return senders.uploads()
                .upload(session, files.get(uploaded.size()))
                .thenCompose(
                        file -> {
                            uploaded.add(file);
                            return uploadRest(session, files);
                        });
    }

    private CompletableFuture<SentMessage> sendRest(
            Session session, RoomId room, List<OutgoingEvent> parts) {
        int part = accepted.size();
        if (part == parts.size()) {
            return CompletableFuture.completedFuture(new SentMessage(room, List.copyOf(accepted)));
        }
        return senders.events()
                .send(session, target(room), parts.get(part), in -> id(session, in, part))
                .thenCompose(
                        sent -> {
                            accepted.add(sent.event());
                            if (sent.edits() != null && parts.size() == 1) {
                                return CompletableFuture.completedFuture(
                                        SentMessage.of(sent.room(), sent.event(), sent.edits()));
                            }
                            return sendRest(session, sent.room(), parts);
                        });
    }

    private RoomSender.Target target(RoomId room) {
        return new RoomSender.Target(order.recipient(), order.upgrades(), room);
    }

    private TransactionId id(Session session, RoomId room, int part) {
        return order.ids().forSend(session.user(), room, part);
    }
}
